/**
 * Record ids have 15 characters, of which upper and lower case differ, or these and three more that
 * say which are capitals. Reports export 15, everything else 18: both are kept as 18.
 */

const CHECKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** SQL that gives an id of 15 characters the other three; any other text stays. */
export function id18(text: string): string {
  const check = (start: number) => {
    const capitals = [0, 1, 2, 3, 4].map(
      (i) =>
        `case when substr(${text}, ${start + i}, 1) between 'A' and 'Z' then ${2 ** i} else 0 end`,
    );
    return `substr('${CHECKS}', 1 + ${capitals.join(' + ')}, 1)`;
  };
  return `case when @matches(${text}, '[0-9A-Za-z]{15}')
    then concat(${text}, ${[1, 6, 11].map(check).join(', ')}) else ${text} end`;
}
