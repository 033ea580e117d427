"""Questions that people have elsewhere, taken in; ours, given back: Word, Excel, text, Aiken, GIFT, Moodle XML."""
