import fc from "fast-check";

/** Pieces that one of the formats gives a meaning. */
// prettier-ignore
const trouble = [
  "7", '"', "'", "\\", "\n", "\r", "\t", "$", "${X}", "$uri", "{", "}", ";", "#", "//", "/*", "--", "]]", "]==]", "=", ":", "!",
  "<!--", "-->", "</script", "<script>", '<!--#echo var="x" -->', "%00", "\\u0041", "\\n", "\u2028", "\u2029", "\ufeff", "é", "日本", "😀",
  "\u0001", "\u001b", "\u007f", "\u0085", " ", "`", "${", "$$", "?", "*", "~", "include", "[[",
];

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...trouble) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
);

/** Any text that UTF-8 can carry. */
export const wellFormed = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

/** The same without NUL, which text files of C programs cannot carry. */
export const withoutNul = wellFormed.map((text) => text.replaceAll("\0", ""));

/** Any sequence of UTF-16 code units, halves of surrogate pairs included. */
export const anyText = fc.oneof(
  wellFormed,
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
);

/** Any number that is one. */
export const anyNumber = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
