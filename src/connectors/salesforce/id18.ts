/**
 * Record ids have 15 characters, of which upper and lower case differ, or these and three more that
 * say which are capitals. Reports export 15, everything else 18: both are kept as 18.
 */

const CHECKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const WIDTH = 6;

/** Which of five characters are capitals (the first counts 1, the fifth 16), and beside it the check. */
const CAPITALS = [...CHECKS]
  .map((_, code) => [1, 2, 4, 8, 16].map((bit) => (code & bit ? '1' : '0')).join(''))
  .map((bits) => bits.padEnd(WIDTH, '.'))
  .join('');
const SPACED_CHECKS = [...CHECKS].map((check) => check.padEnd(WIDTH, '.')).join('');

/** SQL that gives an id of 15 characters the other three; any other text stays. */
export function id18(text: string): string {
  const capitals = `regexp_replace(regexp_replace(${text}, '[^A-Z]', '0', 'g'), '[A-Z]', '1', 'g')`;
  const check = (start: number) =>
    `substr('${SPACED_CHECKS}', strpos('${CAPITALS}', substr(${capitals}, ${start}, 5)), 1)`;
  return `case when @matches(${text}, '[0-9A-Za-z]{15}')
    then concat(${text}, ${[1, 6, 11].map(check).join(', ')}) else ${text} end`;
}
