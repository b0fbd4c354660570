import { createRequire } from 'node:module';
import { openProcessApart } from '../process-apart.ts';
import { type CompileMjml, compilerOver, MJML_OPTIONS, type MjmlOutcome } from './compile.ts';

const PROGRAM = `
async function answer({ mjml, source, options }) {
  try {
    const loaded = require(mjml);
    const { html } = await (loaded.default ?? loaded)(source, options);
    return { html };
  } catch ({ message, errors }) {
    const faults = Array.isArray(errors) ? errors.map(({ line, message }) => ({ line, message })) : [];
    return { fault: { message: String(message), errors: faults } };
  }
}`;

export interface CompilerProcess {
  /** As `compileMjml`. Also rejects when the process cannot be started, or ends before it has answered. */
  readonly compile: CompileMjml;
  close(): void;
}

/** mjml in a process of its own: it takes 60 MB that the process which sends should not keep. */
export function openCompilerProcess(idleLimit?: number): CompilerProcess {
  const apart = openProcessApart('compiles MJML', PROGRAM, idleLimit);
  const compile = compilerOver(async (source) => {
    const mjml = createRequire(import.meta.url).resolve('mjml');
    const answer = await apart.ask({ mjml, source, options: MJML_OPTIONS });
    if (!isAnswer(answer)) throw new Error('the process that compiles MJML answered something else');
    return outcomeOf(answer);
  });
  return { compile, close: apart.close };
}

type Answer =
  | { readonly html: string }
  | { readonly fault: { readonly message: string; readonly errors: readonly unknown[] } };

function isAnswer(answer: unknown): answer is Answer {
  return typeof answer === 'object' && answer !== null && ('html' in answer || 'fault' in answer);
}

/** An error does not come through whole: it is made again. */
function outcomeOf(answer: Answer): MjmlOutcome {
  if ('html' in answer) return { html: answer.html };
  const { message, errors } = answer.fault;
  return { error: Object.assign(new Error(message), { errors }) };
}
