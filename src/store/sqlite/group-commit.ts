import { AppError } from '../../core/errors.ts';
import type { Session } from './session.ts';

/** In one transaction: what comes after it waits for some milliseconds. */
const MOST = 256;

interface Waiting<Input, Output> {
  readonly input: Input;
  resolve(output: Output): void;
  reject(error: unknown): void;
}

/**
 * Lets what is asked for in one turn of the event loop share one commit, as each commit waits for the disk: a promise resolves when its own
 * part is durable. When one part fails, each is done once more in a transaction of its own, so that none fails for another.
 */
export function groupCommit<Input, Output>(
  session: Session,
  work: (input: Input) => Output,
): (input: Input) => Promise<Output> {
  let waiting: Waiting<Input, Output>[] = [];
  const commit = (): void => {
    const group = waiting.slice(0, MOST);
    waiting = waiting.slice(MOST);
    if (waiting.length > 0) setImmediate(commit);
    commitTogether(session, work, group);
  };
  return (input) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(commit);
      waiting.push({ input, resolve, reject });
    });
}

function commitTogether<Input, Output>(
  session: Session,
  work: (input: Input) => Output,
  group: readonly Waiting<Input, Output>[],
): void {
  try {
    const outputs = session.write(() => group.map(({ input }) => ({ output: work(input) })));
    outputs.forEach(({ output }, index) => {
      group[index]?.resolve(output);
    });
  } catch (error) {
    // A disk that cannot be written is at fault for all of them, and may take seconds to say so.
    if (error instanceof AppError || group.length === 1) for (const one of group) one.reject(error);
    else for (const one of group) commitTogether(session, work, [one]);
  }
}
