import { nearestName } from '../../../core/nearest-name.ts';
import type { TopicStatus } from '../calendar.ts';

/** What editorial calendars call the stages of a post. */
const WORDS: Readonly<Record<TopicStatus, readonly string[]>> = {
  idea: [
    'idea',
    'ideas',
    'backlog',
    'to do',
    'todo',
    'planned',
    'concept',
    'pitch',
    'proposed',
    'not started',
    'new',
    'open',
  ],
  outline: ['outline', 'outlined', 'outlining', 'brief', 'briefed', 'research', 'researching'],
  draft: [
    'draft',
    'drafting',
    'drafted',
    'writing',
    'in progress',
    'wip',
    'started',
    'doing',
    'in process',
    'first draft',
  ],
  review: [
    'review',
    'in review',
    'reviewing',
    'needs review',
    'editing',
    'in edit',
    'edit',
    'proofreading',
    'proofread',
  ],
  ready: [
    'ready',
    'scheduled',
    'approved',
    'final',
    'ready to publish',
    'finished',
    'complete',
    'completed draft',
  ],
  parked: [
    'parked',
    'on hold',
    'hold',
    'paused',
    'cancelled',
    'canceled',
    'archived',
    'dropped',
    'rejected',
    'blocked',
    'someday',
  ],
  published: ['published', 'posted', 'live', 'done', 'sent', 'out', 'completed', 'publish'],
};

const STATUS_OF: ReadonlyMap<string, TopicStatus> = new Map(
  (Object.keys(WORDS) as TopicStatus[]).flatMap((status) =>
    WORDS[status].map((word) => [word, status] as const),
  ),
);

/** The status a word stands for, whatever its case and decoration (`✅ Done`, `In-Progress`); null when it is none. */
export function statusFrom(text: string): TopicStatus | null {
  return STATUS_OF.get(plain(text)) ?? null;
}

/** Why a status was not understood, with the word that was probably meant. */
export function statusFault(text: string): string {
  const near = nearestName(plain(text), STATUS_OF.keys());
  const known = 'known: idea, outline, draft, review, ready, parked, published';
  return `"${text}" is no status Fortnight knows; ${near === null ? known : `did you mean "${near}"?`} Taken as an idea`;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
