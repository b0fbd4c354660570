import * as dates from './dates.ts';
import * as facts from './facts.ts';
import * as form from './form.ts';
import * as names from './names.ts';
import * as outlook from './outlook.ts';
import * as posts from './posts.ts';
import type { Rule } from './rule.ts';
import * as series from './series.ts';
import * as syntax from './syntax.ts';
import * as values from './values.ts';
import * as zone from './zone.ts';

/** Every diagnostic of the calendar file, by code. To add one: write its rule, list it here, describe it in the docs. */
export const rules: readonly Rule[] = [
  syntax.unquotedColon,
  syntax.tabIndent,
  form.duplicateKey,
  form.unknownKey,
  form.wrongType,
  values.valueNotAllowed,
  form.missingField,
  form.notADate,
  form.notATime,
  syntax.otherSyntax,
  syntax.unreadableFile,
  names.duplicateId,
  names.notASlug,
  series.partWithoutSeries,
  series.partsOutOfOrder,
  series.partsNotCounted,
  names.unknownGroup,
  dates.offTheGrid,
  dates.pinOnDayOff,
  dates.pinnedTwice,
  dates.pinBeforePredecessor,
  facts.reopensClosedDate,
  dates.tooCloseTogether,
  posts.bodyMissing,
  posts.bodyFails,
  facts.publishedIdChanged,
  facts.publishedOnlyInFile,
  zone.oddHour,
  outlook.shortRunway,
  outlook.interruptedSeries,
  outlook.silentTrack,
  posts.longSummary,
  outlook.farPin,
  outlook.parkedInSeries,
  posts.unfinishedPost,
  zone.oldZoneData,
  facts.publishedIdGone,
  facts.missedPin,
  posts.skippedHeading,
  posts.wideCode,
  posts.oddPicture,
];
