import type { EditionKind } from '../../domain/deliveries/delivery.ts';
import { nextPartOf, onListOf, recentEditions, underWay } from './series-parts.ts';

/** What held for reader `s` when the list was frozen by event `:cutOff`: one look-up in an index for each, as `p`. */
export const TERMS_AT_FREEZE = `LEFT JOIN preferences p ON p.event = (
  SELECT max(v.event) FROM preferences v WHERE v.subscriber_id = s.id AND v.event < :cutOff)`;

const NOT_PAUSED = 'ifnull(p.paused_until, 0) <= :frozenAt';
const DIGEST = "ifnull(p.rhythm, 'every-post') = 'monthly-digest'";
const TRACK_WANTED =
  '(p.tracks IS NULL OR :track IS NULL OR EXISTS (SELECT 1 FROM json_each(p.tracks) w WHERE w.value = :track))';

/** Whether part `:post` is the reader's next, not on its way already, and not too soon after the one before. */
const NEXT = `${nextPartOf('s.id', ':series')} = :post AND NOT ${underWay('s.id', ':post')}
  AND NOT ${onListOf('s.id', recentEditions(':series'))}`;

/** `leftOutOf` of the domain, as SQL: whether the reader's own preferences leave them in the audience of an edition of this kind. For a series also whether it is the part for them. */
export const WANTED: Readonly<Record<EditionKind, string>> = {
  regular: `${NOT_PAUSED} AND NOT ${DIGEST} AND ${TRACK_WANTED}`,
  series: `${NOT_PAUSED} AND ${NEXT}`,
  digest: `${NOT_PAUSED} AND ${DIGEST}`,
  announcement: NOT_PAUSED,
  correction: 'true',
};

/** Who followed the series `:series` when the list was frozen by event `:cutOff`, and since before the slot. */
export const FOLLOWERS_AT_FREEZE = `subscribers s JOIN followings f ON f.subscriber_id = s.id AND f.series = :series
  AND f.began_event < :cutOff AND (f.ended_event IS NULL OR f.ended_event > :cutOff) AND f.began_at <= :frozenAt`;
