/** Whether copy `d` had its turn: `copyStands` of the domain, as SQL. Neither true nor false where there is no copy. */
const HAD = `(d.state IN ('sent', 'uncertain')
  OR d.state IN ('failed', 'skipped') AND ${wasResent('d.id')}
  OR d.state = 'failed' AND EXISTS (SELECT 1 FROM editions b WHERE b.id = d.edition_id AND b.kind = 'series'))`;

/** Whether it was sent once more by the author's word, when nobody knew whether it had arrived. */
export function wasResent(delivery: string): string {
  return `EXISTS (SELECT 1 FROM delivery_notes n WHERE n.delivery_id = ${delivery}
    AND n.from_state = 'uncertain' AND n.to_state = 'queued' AND n.by = 'author')`;
}

/** Whether the author let the post out by mail, or may still: a mailing that was cancelled before it began is not made up for by a series. */
export function letOut(topic: string): string {
  return `NOT EXISTS (SELECT 1 FROM editions c WHERE c.key = 'regular:' || ${topic} AND c.state = 'cancelled' AND c.opened_at IS NULL)`;
}

/** The lowest part of a series that is out and that the reader has not had; NULL when there is none. One step in an index for each that they had. */
export function nextPartOf(reader: string, series: string): string {
  return `(SELECT t.topic FROM publications t LEFT JOIN deliveries d ON d.topic = t.topic AND d.subscriber_id = ${reader}
    WHERE t.series = ${series} AND t.part IS NOT NULL AND t.withdrawn_at IS NULL AND NOT ifnull(${HAD}, false)
      AND ${letOut('t.topic')}
    ORDER BY t.part, t.topic LIMIT 1)`;
}

/** Whether a copy of the post is on its way to the reader. */
export function underWay(reader: string, topic: string): string {
  return `EXISTS (SELECT 1 FROM deliveries w
    WHERE w.topic = ${topic} AND w.subscriber_id = ${reader} AND w.state IN ('queued', 'sending', 'deferred'))`;
}

/** Whether the reader is on the list of one of these editions. */
export function onListOf(reader: string, editionIds: string): string {
  return `EXISTS (SELECT 1 FROM deliveries r WHERE r.edition_id IN (${editionIds}) AND r.subscriber_id = ${reader})`;
}

/** Editions of a series that were frozen, and opened after `:tooSoonAfter`. Test runs reach nobody. */
export function recentEditions(series: string): string {
  return `SELECT so.edition_id FROM series_editions so JOIN editions oe ON oe.id = so.edition_id
    WHERE so.series = ${series} AND NOT oe.test AND oe.cut_off IS NOT NULL
      AND ifnull(oe.opened_at, oe.state_at) > :tooSoonAfter`;
}

/** Of copies that were not had: those that never came, and never will, as another edition brings the post. */
export const NEVER_CAME = `(state = 'skipped'
  OR state = 'failed' AND EXISTS (SELECT 1 FROM editions b WHERE b.id = edition_id AND b.kind <> 'series'))`;
