import { runwayAsJson } from '../../cli/planning.ts';
import type { Instant } from '../../core/clock.ts';
import type { Rehearsal } from './report.ts';

/** The stable shape behind `--json`. */
export function rehearsalAsJson({ rows, runway, from, until, tail, reader, ...rest }: Rehearsal): unknown {
  return {
    version: 1,
    ...rest,
    from: asText(from),
    until: asText(until),
    runway: runway === null ? null : runwayAsJson(runway),
    rows: rows.map((row) => ({
      ...row,
      publishedAt: asText(row.publishedAt),
      mailedAt: asText(row.mailedAt),
      completeAt: asText(row.completeAt),
    })),
    ...(reader === null
      ? {}
      : { reader: { ...reader, mails: reader.mails.map((mail) => ({ ...mail, at: asText(mail.at) })) } }),
    ...(tail.length === 0 ? {} : { tail }),
  };
}

function asText(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
