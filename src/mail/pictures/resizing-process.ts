import { messageOf } from '../../core/errors.ts';
import { MOST_PIXELS } from '../../domain/pictures/look.ts';
import {
  MAIL_COLUMN,
  type MakePicture,
  OFFERED_WIDTHS,
  PAGE_COLUMN,
  type PictureOutcome,
} from '../../domain/pictures/made.ts';
import { openProcessApart } from '../process-apart.ts';
import { fontFiles } from './font-files.ts';
import { RESIZING_PROGRAM } from './resizing-program.ts';

export interface ResizingProcess {
  readonly make: MakePicture;
  close(): void;
}

const LIMITS = { pixels: MOST_PIXELS, page: PAGE_COLUMN, mail: MAIL_COLUMN, widths: OFFERED_WIDTHS };

/**
 * Resizes the pictures of posts in a process of its own: decoders take memory that the process which sends should not keep, and a picture that makes one
 * of them fall over takes nothing else with it. The process is started by the first picture. One that fails refuses.
 */
export function openResizingProcess(idleLimit?: number): ResizingProcess {
  const apart = openProcessApart('resizes', RESIZING_PROGRAM, idleLimit);
  const make: MakePicture = async (octets, facts) => {
    try {
      const answer = await apart.ask({
        octets,
        facts,
        limits: LIMITS,
        fonts: fontFiles(),
        from: import.meta.url,
      });
      return isOutcome(answer) ? answer : { kind: 'refused', reason: 'it cannot be resized', lasting: false };
    } catch (error) {
      return { kind: 'refused', reason: messageOf(error), lasting: false };
    }
  };
  return { make, close: apart.close };
}

function isOutcome(answer: unknown): answer is PictureOutcome {
  if (typeof answer !== 'object' || answer === null || !('kind' in answer)) return false;
  return answer.kind === 'refused' || (answer.kind === 'made' && 'renditions' in answer);
}
