import type { Instant } from '../core/clock.ts';
import type { LocalDate } from '../core/zoned-time.ts';
import type { Blog, Series, SlotDate, TopicId, Track } from '../domain/calendar/calendar.ts';
import type { PicturesByName } from '../domain/posts/own-pictures.ts';
import type { TopicPlaces } from '../domain/posts/topic-links.ts';
import type { Theme } from './own-theme.ts';

/** All that the site is made of: facts, and the plan for what is coming. Nothing here is read from a disk or a clock. */
export interface SiteModel {
  readonly blog: Blog;
  /** In the order of the Start Here page. */
  readonly tracks: readonly Track[];
  readonly series: readonly Series[];
  /** On the web now, in any order; withdrawn posts are not among them. */
  readonly posts: readonly SitePost[];
  /** Planned, in order of date. Topics that are not public may be among them: the site leaves them out. */
  readonly coming: readonly ComingPost[];
  readonly form: FormSettings;
  /** Where the topics are that posts link to by their ids; none by default. */
  readonly topics?: TopicPlaces;
  readonly pages: AuthorPages;
  readonly privacy: PrivacyFacts;
  /** Who elsewhere is told of changes; nobody by default. */
  readonly told?: ToldElsewhere;
  readonly theme: Theme;
}

/** Pages of the author's own words, in Markdown; null where there is no such file. */
export interface AuthorPages {
  readonly about: string | null;
  readonly privacy: string | null;
  readonly imprint: string | null;
}

/** What this house keeps beyond what every Fortnight keeps: the page on privacy says so. */
export interface PrivacyFacts {
  /** Whether the IP address of whoever signs up is written down with the consent. */
  readonly keepsIps: boolean;
  /** Whether mail to the newsletter is taken in. */
  readonly takesMail: boolean;
}

/** What the site says of those who are told of its changes. */
export interface ToldElsewhere {
  /** The WebSub hub that the feeds name. */
  readonly hub: string | null;
  /** The key of IndexNow, which lies at `/<key>.txt`. */
  readonly indexNowKey: string | null;
}

export type SitePost = OwnPost | EarlierPost;

interface AnyPost {
  readonly id: TopicId;
  readonly title: string;
  readonly summary: string;
  readonly track: string;
  readonly series: string | null;
  readonly part: number | null;
  /** Free words of the author's. */
  readonly tags: readonly string[];
  /** The day it came out, where the author is. */
  readonly date: LocalDate;
}

/** A post with a page here. */
export interface OwnPost extends AnyPost {
  readonly kind: 'own';
  readonly markdown: string;
  /** Those that lie beside it; none by default. */
  readonly pictures?: PicturesByName;
  readonly at: Instant;
  readonly revisedAt: Instant | null;
  /** Whether readers can have it by mail as a part of its series: what came out by this calendar, or before it and can be mailed. */
  readonly byMail: boolean;
  /** Ids it was once known by: their addresses lead to it. */
  readonly aliases: readonly TopicId[];
}

/** A post that came out before this site: its words are elsewhere, or nowhere. */
export interface EarlierPost extends AnyPost {
  readonly kind: 'earlier';
  readonly url: string | null;
}

export interface ComingPost {
  readonly date: SlotDate;
  /** When it would come out, by the zone data of today. */
  readonly at: Instant;
  readonly id: TopicId;
  readonly title: string;
  readonly summary: string;
  readonly track: string;
  readonly series: string | null;
  readonly part: number | null;
  readonly certainty: Certainty;
  /** False keeps it off the site until it is published. */
  readonly public: boolean;
}

/** How sure a planned date is: promised by a pin, written and in the queue, or only intended. */
export type Certainty = 'pinned' | 'ready' | 'planned';

export interface FormSettings {
  /** Where the forms post to: an origin such as `https://news.example.com`, or empty when the site and the forms are served together. */
  readonly base: string;
}

/** One file of the built site. */
export interface SiteFile {
  /** Relative to the site's folder, with `/`: `posts/raft-1/index.html`. */
  readonly path: string;
  /**
   * Text as UTF-8, or octets as they are. A function makes them only where they are needed: where the file is not there, as its path then holds a hash of all
   * that decides them, or by its `key`.
   */
  readonly contents: string | Uint8Array | (() => Promise<string | Uint8Array>);
  /** A hash of all that decides the contents: made from the same key, the file at this path is the same. */
  readonly key?: string;
  /** Media type. */
  readonly type: string;
  /** Pages and assets are written before the indexes that lead to them. */
  readonly role: 'asset' | 'page' | 'index';
}
