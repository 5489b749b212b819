import type { Problem } from '../../model/problem.ts';
import { ownProblem } from './ownProblem.ts';
import type { WaitStep } from '../step.ts';
import type { StepRun } from './stepRun.ts';

/** Reads that may not find an item yet that has just been made. */
const mostMissing = 10;

/** Asks until a protected item shows a state. Stops the step when the item is gone or shows that it has failed. */
export async function waitForState(step: WaitStep, own: StepRun): Promise<readonly Problem[]> {
  const itemId = (step.movedBy === undefined ? undefined : own.movedBy(step.movedBy)) ?? step.itemId;
  let shown = '';
  for (let missing = 0; ;) {
    const item = await own.read(() => own.run.azure.readItem(itemId));
    if (item) {
      missing = 0;
      const { protectionState: state } = item;
      // The figure stays at its last value when the first copy is over (recorded).
      const percent = state === step.state ? undefined : item.percentComplete;
      if (`${state} ${percent}` !== shown) own.report({ type: 'state', step, state, percent });
      shown = `${state} ${percent}`;
      if (state === step.state) return own.finish({ warnings: [] });
      // No list of these states is documented; all that were read end so.
      if (/Failed$/i.test(state)) {
        own.fail(ownProblem('ReplicationFailed', `The protected item has come to the state ${state}.`));
      }
    } else if (++missing > mostMissing) {
      own.fail(ownProblem('NotFound', 'The protected item is not there any more.'));
    }
    await own.sleep();
  }
}
