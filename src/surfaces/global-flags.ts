import type { Flag } from './flags.ts';

const yesNo = (name: string, help: string): Flag => ({
  name,
  kind: 'yes-no',
  isRequired: false,
  help,
  choices: [],
  fallback: undefined,
});

/** Flags that every command has. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  {
    ...yesNo('home', 'Where the data is: ./sameboat-home or SAMEBOAT_HOME by default'),
    kind: 'text',
  },
  yesNo('json', 'The answer as JSON on standard output, and nothing else there'),
  yesNo('ascii', 'Plain letters instead of bars and dots'),
  yesNo('wide', 'More than 80 columns: every split, intervals, week by week'),
  yesNo('help', 'This text'),
];
