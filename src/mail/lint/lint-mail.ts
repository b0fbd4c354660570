import { CLIENTS, type ClientId } from './clients.ts';
import { HARMLESS } from './harmless.ts';

/** One feature of HTML or CSS that a mail uses and a program lacks. */
export interface LackedFeature {
  /** As caniemail.com calls it. */
  readonly feature: string;
  readonly clients: readonly ClientId[];
  /** The first line of the HTML that uses it, from 1; null when that is not known. */
  readonly line: number | null;
  /** What a reader sees there instead; null when nobody has said that it does no harm. */
  readonly instead: string | null;
}

export interface MailLint {
  /** Not supported at all. */
  readonly lacked: readonly LackedFeature[];
  /** Supported in part, or with faults: what `caniemail.com` says of it, for whoever wants to know. */
  readonly partly: readonly (Omit<LackedFeature, 'instead'> & { readonly notes: readonly string[] })[];
}

/**
 * Holds a mail against what caniemail.com knows of the programs in `CLIENTS`.
 * @param html the whole document
 */
export async function lintMail(html: string): Promise<MailLint> {
  // It is large, and only an author who asks needs it.
  const { caniemail } = await import('caniemail');
  const { errors, warnings } = caniemail({ clients: Object.keys(CLIENTS) as ClientId[], html }).issues;
  return {
    lacked: byFeature(errors).map(({ notes: _, ...lacked }) => ({
      ...lacked,
      instead: HARMLESS[lacked.feature] ?? null,
    })),
    partly: byFeature(warnings),
  };
}

interface Issue {
  readonly title: string;
  readonly notes: readonly string[];
  readonly position?: { readonly start: { readonly line: number } };
}

/** What is told by program, by feature: in the order of the mail, programs in that of `CLIENTS`. */
function byFeature(issues: ReadonlyMap<string, readonly Issue[]>): MailLint['partly'] {
  const clients = Object.keys(CLIENTS) as ClientId[];
  const told = clients.flatMap((client) => (issues.get(client) ?? []).map((issue) => ({ client, issue })));
  const features = [...new Set(told.map(({ issue }) => issue.title))];
  return features
    .map((feature) => {
      const own = told.filter(({ issue }) => issue.title === feature);
      const lines = own.flatMap(({ issue: { position } }) =>
        position === undefined ? [] : [position.start.line],
      );
      return {
        feature,
        clients: [...new Set(own.map(({ client }) => client))],
        line: lines.length === 0 ? null : Math.min(...lines),
        notes: [...new Set(own.flatMap(({ issue }) => issue.notes))],
      };
    })
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.feature < other.feature ? -1 : 1));
}
