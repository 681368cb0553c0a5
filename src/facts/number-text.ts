/** The ways in which people and systems write numbers, as patterns that all engines read. */

const BLANKS = ' \u00a0\u202f';
const SIGN = `([$€£¥₹]|R[$]|[A-Z]{3}|[A-Z]{2}[$])`;
const BEFORE = `[-−+(]?[${BLANKS}]?${SIGN}?[${BLANKS}]?[-−(]?`;
const AFTER = `[${BLANKS}]?${SIGN}?[)]?-?`;

/** `1,234.50`, `$1,234`, `(1 234)`, `USD 1'234.50`, `12.5-`: thousands set apart, a decimal point. */
export const POINT_NUMBER = String.raw`${BEFORE}(\d{1,3}([,'’${BLANKS}]\d{3})+|\d+)?(\.\d*)?${AFTER}`;

/** Any number with marks in it, whatever they mean. */
export const MARKED_NUMBER = String.raw`${BEFORE}[\d.,'’${BLANKS}]*\d[.,]?[${BLANKS}]?%?${AFTER}`;

/** One whose only mark could set thousands apart or be a decimal comma or point. */
export const EITHER_COMMA = String.raw`[1-9]\d{0,2},\d{3}`;
export const EITHER_POINT = String.raw`[1-9]\d{0,2}\.\d{3}`;

/** Marks that can only be read with a decimal comma, or only with a decimal point. */
export const SURE_COMMA = String.raw`(\d{1,3}(\.\d{3}){2,}|(\d+|\d{1,3}(\.\d{3})+)?,(\d{1,2}|\d{4,})|(0\d*|\d{4,}|\d{1,3}(\.\d{3})+),\d{3})`;
export const SURE_POINT = String.raw`(\d{1,3}(,\d{3}){2,}|(\d+|\d{1,3}(,\d{3})+)?\.(\d{1,2}|\d{4,})|(0\d*|\d{4,}|\d{1,3}(,\d{3})+)\.\d{3})`;
