import { answerApart } from '../apart.ts';
import { fitStep } from './curve-fits-apart.ts';

answerApart(fitStep);
