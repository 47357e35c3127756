/**
 * Escape sequences, longest kind first: strings such as window titles and links (OSC, DCS, SOS, PM, APC) up to
 * their terminator, control sequences (CSI), then any other two-character escape. C1 forms included.
 * Source: ECMA-48, sections 5.4 and 8.3.
 */
const escapes =
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]/g;

const blanks = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;

/** What is left of C0 and C1, and the marks that turn the direction of text around (CVE-2021-42574). */
const controls = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Everything that any of the above begins with: most text has none. */
const suspects = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** Text from outside (logs, tags, names, reasons) as one line that cannot steer the terminal. */
export function safeText(text: string): string {
  if (text.search(suspects) === -1) return text;
  return text.replace(escapes, '').replace(blanks, ' ').replace(controls, '');
}

/** As `safeText`, but line breaks stay line breaks. */
export function safeLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(safeText);
}
