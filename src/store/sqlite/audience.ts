import type { EditionKind } from '../../domain/deliveries/delivery.ts';

/** What held for reader `s` when the list was frozen by event `:cutOff`: one look-up in an index for each, as `p`. */
export const TERMS_AT_FREEZE = `LEFT JOIN preferences p ON p.event = (
  SELECT max(v.event) FROM preferences v WHERE v.subscriber_id = s.id AND v.event < :cutOff)`;

const NOT_PAUSED = 'ifnull(p.paused_until, 0) <= :frozenAt';
const DIGEST = "ifnull(p.rhythm, 'every-post') = 'monthly-digest'";
const TRACK_WANTED =
  '(p.tracks IS NULL OR :track IS NULL OR EXISTS (SELECT 1 FROM json_each(p.tracks) w WHERE w.value = :track))';

/** `leftOutOf` of the domain, as SQL: whether the reader's own preferences leave them in the audience of an edition of this kind. */
export const WANTED: Readonly<Record<EditionKind, string>> = {
  regular: `${NOT_PAUSED} AND NOT ${DIGEST} AND ${TRACK_WANTED}`,
  series: `${NOT_PAUSED} AND NOT ${DIGEST} AND ${TRACK_WANTED}`,
  digest: `${NOT_PAUSED} AND ${DIGEST}`,
  announcement: NOT_PAUSED,
  correction: 'true',
};
