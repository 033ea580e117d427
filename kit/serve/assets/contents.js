// The contents of the class, and a page that waits until the trainer opens it.
const data = pageData();
const box = mailbox(data.seat, data.net, () => {}, lineShown);
const waits = document.body.classList.contains("waiting");
const name = location.pathname.split("/").pop();
const open = data.room.open.join(" ");

listen("tin", (now, there) => {
  if (!there) return;
  box.flush();
  if (waits ? now.open.includes(name) : now.open.join(" ") !== open) location.reload();
  const asked = byId("asked");
  asked.hidden = !now.asked;
  asked.firstElementChild.textContent = now.words;
  const link = asked.querySelector("a");
  link.textContent = data.net.go;
  link.href = here(`bai/${now.lesson}#x=${encodeURIComponent(now.asked)}`);
  if (now.asked && now.asked !== data.room.asked) location.href = link.href;
});
box.flush();
document.documentElement.dataset.ready = "1";
