import { messageOf } from '../../core/errors.ts';
import { DRAWING_COLOURS, type Draw, type DrawingOutcome } from '../../domain/posts/drawing.ts';
import { openProcessApart } from '../process-apart.ts';
import { DRAWING_PROGRAM } from './drawing-program.ts';
import { fontFiles } from './font-files.ts';

export interface DrawingProcess {
  readonly draw: Draw;
  close(): void;
}

/** The mail and the site ask for the same pictures one after the other. */
const REMEMBERED = 200;

/**
 * Draws the pictures of mails in a process of its own: what it takes (MathJax, a renderer) is 80 MB that neither the process which sends nor the one which
 * serves should keep. The process is started by the first drawing, so that blogs without formulas never have it. A process that fails refuses.
 */
export function openDrawingProcess(idleLimit?: number): DrawingProcess {
  const apart = openProcessApart('draws', DRAWING_PROGRAM, idleLimit);
  const known = new Map<string, DrawingOutcome>();
  const draw: Draw = async (drawing) => {
    const key = JSON.stringify(drawing);
    const outcome = known.get(key) ?? (await ask());
    if (known.size >= REMEMBERED) known.clear();
    if (outcome.kind === 'drawn') known.set(key, outcome);
    return outcome;

    async function ask(): Promise<DrawingOutcome> {
      try {
        const answer = await apart.ask({
          drawing,
          colours: DRAWING_COLOURS,
          fonts: fontFiles(),
          from: import.meta.url,
        });
        return isOutcome(answer) ? answer : { kind: 'refused', reason: 'it could not be drawn' };
      } catch (error) {
        return { kind: 'refused', reason: messageOf(error) };
      }
    }
  };
  return { draw, close: apart.close };
}

function isOutcome(answer: unknown): answer is DrawingOutcome {
  if (typeof answer !== 'object' || answer === null || !('kind' in answer)) return false;
  return answer.kind === 'refused' || (answer.kind === 'drawn' && 'png' in answer);
}
