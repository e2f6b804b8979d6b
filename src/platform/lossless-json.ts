// A string, or a number; strings are matched so that digits in them are passed over. Neither alternative can fail half-way.
const tokens = /"(?:[^"\\]|\\[\s\S])*"?|-?\d[\d.eE+-]*/g;

/**
 * JSON in which whole numbers beyond 2^53 become strings of the same digits: WeChat's ids are uint64, and as doubles two messages would
 * get the same one. The native parser does the rest, so no library stands between; Node 20 does not show a reviver the digits.
 * @throws SyntaxError
 */
export function parseLossless(text: string): unknown {
  return JSON.parse(
    text.replace(tokens, (token) => (/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token)),
  );
}
