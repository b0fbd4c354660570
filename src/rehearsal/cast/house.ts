import type { MakePicture } from '../../domain/pictures/made.ts';
import type { Draw } from '../../domain/posts/drawing.ts';
import type { Templates } from '../../mail/templates/templates.ts';
import type { Store } from '../../store/store.ts';
import type { Mischief } from '../faults/mischief.ts';
import type { MemoryRelay } from '../relay/memory-relay.ts';
import type { Chance } from '../world/chance.ts';
import type { World } from '../world/world.ts';
import type { Run } from './run.ts';

/** The machine on which the application runs, with the workspace on it. */
export interface House {
  readonly world: World;
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly chance: Chance;
  readonly relay: MemoryRelay;
  readonly mischief: Mischief;
  /** Shared by all runs, as each would compile the same templates. Null before the first run. */
  readonly templates: Templates | null;
  /** Shared by all runs as well, as each would start a process that draws the same. */
  readonly draw: Draw;
  readonly makePicture: MakePicture;
  /** Under which name a run holds the lease. */
  readonly holderOf: (run: string) => string;
  /** Puts something in the place of the store, where a test wants the application broken. */
  readonly tamper: (store: Store) => Store;
  /** Words for the transcript: without the place of the workspace, which is another one each time. */
  readonly worded: (failure: unknown) => string;
  /** Something was thrown that is no AppError: a bug. */
  readonly unexpected: (error: unknown) => void;
  /** A run of the application has changed the store. */
  readonly committed: (run: Run, verb: string) => void;
  /** A run died at a commit. */
  readonly died: (run: Run) => void;
}
