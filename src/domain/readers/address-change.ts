import { HOUR } from '../../core/clock.ts';

/** How long the link to a new address works. */
export const ADDRESS_LINK_LIFETIME = 72 * HOUR;

/** So many new addresses may be asked for in 24 hours: enough for a mistyped one, too few to mail strangers through us. */
export const ASKS_A_DAY = 3;
