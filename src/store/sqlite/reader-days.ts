import type { DayCount } from '../../domain/readers/growth.ts';
import type { SubscriberStore } from '../subscriber-store.ts';
import type { Session } from './session.ts';

/** When readers came and went, day by day. */
export function readerDayVerbs({ client, read }: Session): Pick<SubscriberStore, 'readerDays'> {
  const days = client.prepare<[], DayCount>(DAYS);
  return { readerDays: async () => read(() => days.all()) };
}

/** Who never confirmed never came. Who is active and cannot be mailed is gone since that was learnt. */
const DAYS = `
  WITH readers AS (
    SELECT s.created_at AS came,
      CASE s.state WHEN 'active' THEN x.at WHEN 'unsubscribed' THEN s.left_at ELSE coalesce(s.left_at, s.state_at) END AS went
    FROM subscribers s LEFT JOIN suppressions x ON x.address_hash = s.address_hash
    WHERE s.state <> 'pending' AND (s.active_since_event IS NOT NULL OR s.left_how = 'import')),
  moves AS (
    SELECT came / 86400000 AS day, 1 AS joined, 0 AS left FROM readers
    UNION ALL
    SELECT max(went, came) / 86400000, 0, 1 FROM readers WHERE went IS NOT NULL)
  SELECT day, sum(joined) AS joined, sum(left) AS left FROM moves GROUP BY day ORDER BY day`;
