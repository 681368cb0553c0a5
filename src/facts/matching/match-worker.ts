import { answerApart } from '../../apart.ts';
import { type AnyTask, runTask } from './match-apart.ts';

answerApart((task: AnyTask) => runTask(task));
