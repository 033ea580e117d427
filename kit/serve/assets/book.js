// A workbook on a telephone: the same form as in JupyterLab; every change is on the laptop's disk before it is called saved.
const data = pageData();
const place = `so/${data.book}`;
let line = Promise.resolve(); // one change after the other

function send(content) {
  line = line.then(() => deliver(content));
}
async function deliver(content) {
  for (;;) {
    try {
      const answer = await post(`${place}/lam`, { ...content, seat: data.seat });
      if (answer.status >= 500) throw new Error(String(answer.status));
      const body = await answer.json();
      if (body.state) model.set("state", body.state);
      lineShown(body.error || "", !!body.error);
      return;
    } catch {
      lineShown(data.net.waiting, true);
      await new Promise((done) => setTimeout(done, 4000));
    }
  }
}
const model = hostModel({ face: data.face, state: data.state }, send);
render({ model, el: byId("book") });
byId("excel").href = here(`${place}/tep`);
document.documentElement.dataset.ready = "1";
