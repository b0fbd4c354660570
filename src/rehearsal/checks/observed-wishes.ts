import type Database from 'better-sqlite3';

/** What readers had chosen, as the database has it: by the numbers of events. */
export function wishesIn(client: Database.Database) {
  const erased = client.prepare<[number]>("SELECT 1 FROM subscribers WHERE id = ? AND state = 'erased'");
  // A part of a series is for who was not paused in its slot; all else is judged by the moment of the freeze.
  const paused = client.prepare<[{ edition: number; subscriber: number }]>(
    `SELECT 1 FROM editions e JOIN events v ON v.id = e.cut_off
       LEFT JOIN series_editions z ON z.edition_id = e.id
       JOIN preferences p ON p.event = (
         SELECT max(event) FROM preferences WHERE subscriber_id = :subscriber AND event < e.cut_off)
     WHERE e.id = :edition AND e.kind <> 'correction' AND p.paused_until > coalesce(z.slot_at, v.at)`,
  );
  const part = client.prepare<[number], { series: string; part: number; slot: string }>(
    `SELECT z.series, p.part, e.slot FROM editions e JOIN series_editions z ON z.edition_id = e.id
       JOIN publications p ON p.topic = e.topic WHERE e.id = ? AND NOT e.test`,
  );
  const asked = client.prepare<[{ edition: number; subscriber: number }]>(
    `SELECT 1 FROM editions e JOIN series_editions z ON z.edition_id = e.id
       JOIN followings f ON f.series = z.series AND f.subscriber_id = :subscriber
     WHERE e.id = :edition AND f.began_event < e.cut_off AND f.began_at <= z.slot_at
       AND (f.ended_event IS NULL OR f.ended_event > e.cut_off)`,
  );
  const retried = client.prepare<[number]>(
    `SELECT 1 FROM editions e JOIN events v ON v.subject = e.key AND v.kind IN ('edition.retried', 'edition.resolved')
     WHERE e.id = ?`,
  );
  return {
    isErased: (subscriber: number) => erased.get(subscriber) !== undefined,
    wasPaused: (edition: number, subscriber: number) => paused.get({ edition, subscriber }) !== undefined,
    /** Which part of a series an edition brings; null for other kinds. */
    partIn: (edition: number) => part.get(edition) ?? null,
    askedFor: (edition: number, subscriber: number) => asked.get({ edition, subscriber }) !== undefined,
    /** Whether the author ever had some of its copies sent again. */
    wasRetried: (edition: number) => retried.get(edition) !== undefined,
  };
}
