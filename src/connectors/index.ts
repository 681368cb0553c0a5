/** Every source system that files or connections can be read from. */

import type { Connector } from './connector.ts';
import { HUBSPOT } from './hubspot/streams.ts';
import { SALESFORCE } from './salesforce/streams.ts';

export const CONNECTORS: readonly Connector[] = [SALESFORCE, HUBSPOT];
