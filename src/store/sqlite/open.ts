import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { type Clock, systemClock } from '../../core/clock.ts';
import type { Store } from '../store.ts';
import { addressChangeVerbs } from './address-changes.ts';
import { addressKeyVerbs } from './address-key.ts';
import { authorVerbs } from './author-words.ts';
import { explainDatabaseError } from './database-errors.ts';
import { deliveryVerbs } from './deliveries.ts';
import { draftVerbs } from './drafts.ts';
import { earlierPostVerbs } from './earlier-posts.ts';
import { editionVerbs } from './editions.ts';
import { feedbackVerbs } from './feedback.ts';
import { guardVerbs } from './guards.ts';
import { eventsAbout, recentEvents } from './history.ts';
import { importVerbs } from './imports.ts';
import { inboundVerbs } from './inbound.ts';
import { inboundPlaceVerbs } from './inbound-places.ts';
import { leaseVerbs } from './lease.ts';
import { leavingVerbs } from './leaving.ts';
import { migrate } from './migrate.ts';
import { openingVerbs } from './opening.ts';
import { preferenceVerbs } from './preferences.ts';
import { publicationVerbs } from './publications.ts';
import { readerDayVerbs } from './reader-days.ts';
import { recordVerbs } from './reader-records.ts';
import { relayVerbs } from './relays.ts';
import { retentionVerbs } from './retention.ts';
import { secondChanceVerbs } from './second-chances.ts';
import { seriesVerbs } from './series.ts';
import { connect, type Session, sessionOver } from './session.ts';
import { singleMailVerbs } from './single-mails.ts';
import { slotVerbs } from './slots.ts';
import { storedAboutVerbs } from './stored-about.ts';
import { storyVerbs } from './stories.ts';
import { subscriberVerbs } from './subscribers.ts';
import { suppressionVerbs } from './suppressions.ts';
import { turnVerbs } from './turn/turn.ts';

export interface SqliteStoreOptions {
  /** The database file; its folder is made when it is missing. */
  readonly path: string;
  /** The package's `migrations/`. */
  readonly migrationsFolder: string;
  /** Dates migrations and names backups; everything else gets its instants from the caller. */
  readonly clock?: Clock;
}

/**
 * Opens the store in a SQLite file, made or brought up to date as needed. Several processes may have it open.
 * @throws AppError with words and help when the file or its folder cannot be used, or belongs to another version
 */
export function openSqliteStore({ path, migrationsFolder, clock = systemClock }: SqliteStoreOptions): Store {
  const client = openDatabase(path, migrationsFolder, clock);
  return storeOver(sessionOver(client, path));
}

function openDatabase(path: string, migrationsFolder: string, clock: Clock): Database.Database {
  let client: Database.Database | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true });
    client = connect(path);
    migrate(client, path, migrationsFolder, clock);
    return client;
  } catch (error) {
    client?.close();
    throw explainDatabaseError(error, path);
  }
}

function storeOver(session: Session): Store {
  return {
    ...slotVerbs(session),
    ...publicationVerbs(session),
    ...earlierPostVerbs(session),
    ...editionVerbs(session),
    ...openingVerbs(session),
    ...turnVerbs(session),
    ...authorVerbs(session),
    ...secondChanceVerbs(session),
    ...draftVerbs(session),
    ...storyVerbs(session),
    ...deliveryVerbs(session),
    ...subscriberVerbs(session),
    ...leavingVerbs(session),
    ...importVerbs(session),
    ...recordVerbs(session),
    ...readerDayVerbs(session),
    ...suppressionVerbs(session),
    ...preferenceVerbs(session),
    ...seriesVerbs(session),
    ...addressChangeVerbs(session),
    ...addressKeyVerbs(session),
    ...storedAboutVerbs(session),
    ...feedbackVerbs(session),
    ...guardVerbs(session),
    ...retentionVerbs(session),
    ...singleMailVerbs(session),
    ...inboundVerbs(session),
    ...relayVerbs(session),
    ...inboundPlaceVerbs(session),
    ...leaseVerbs(session),
    revision: async () => session.revision(),
    events: async (limit) => session.read(() => recentEvents(session, limit)),
    eventsAbout: async (subjects) => session.read(() => eventsAbout(session, subjects)),
    close: async () => {
      session.client.close();
    },
  };
}
