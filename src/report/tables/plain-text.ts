/** What makes a spreadsheet read a text as a formula or a command, also after blanks and characters that do not show. */
const formulaStart = /^[\s\u0000\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\u0000＝＋－＠]/;
const startsWithControl = /^[\t\r\u0000]/;
/** Allowed neither in XML nor of use in a list. */
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/**
 * A text as it may stand in a file that a spreadsheet opens: what would be taken for a formula begins with `'` (OWASP CSV injection, with
 * the full-width signs that Chinese versions of Excel accept too), and characters that no file may hold are gone.
 */
export function plainText(text: string): string {
  const isRisky = formulaStart.test(text) || startsWithControl.test(text);
  const clean = text.toWellFormed().replace(unprintable, "");
  return isRisky ? `'${clean}` : clean;
}
