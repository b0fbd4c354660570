import type { Templates } from '../templates/templates.ts';
import { oneLine } from './mailbox-name.ts';
import { plainMail } from './plain-mail.ts';
import type { MailBlog } from './render-single.ts';
import type { RenderedMail } from './single-mail.ts';

export interface LinkedPost {
  readonly title: string;
  readonly url: string;
}

export interface WelcomeView {
  readonly blog: MailBlog;
  /** Reading paths, in the order of the Start Here page; those without posts are best left out. */
  readonly tracks: readonly {
    readonly title: string;
    readonly intro: string;
    readonly posts: readonly LinkedPost[];
  }[];
  readonly latest: (LinkedPost & { readonly summary: string }) | null;
  readonly unsubscribeUrl: string;
  readonly preferencesUrl: string;
  readonly leaveUrl: string;
  readonly postalAddress: string | null;
}

/** Thanks, the latest post and the reading paths, once, right after the confirmation. */
export async function renderWelcome(templates: Templates, view: WelcomeView): Promise<RenderedMail> {
  const title = oneLine(view.blog.title);
  const subject = `Welcome to ${title}`;
  const thanks =
    'Thank you for subscribing. One post comes every other week, and you can leave with one click whenever you like.';
  const reason = `You get this because you confirmed your subscription to ${title}.`;
  const html = await templates.render('welcome', {
    language: view.blog.language,
    blogTitle: title,
    blogUrl: view.blog.url,
    subject,
    preheader: thanks,
    heading: 'You are in',
    thanks,
    latest: view.latest === null ? null : { ...view.latest },
    paths: view.tracks.length === 0 ? null : { startHereUrl: `${view.blog.url}/start-here/` },
    tracks: view.tracks.map((track) => ({ ...track, posts: track.posts.map((post) => ({ ...post })) })),
    reason,
    footerLinks: [
      { label: 'Unsubscribe', url: view.unsubscribeUrl },
      { label: 'Preferences', url: view.preferencesUrl },
      { label: 'Other ways to leave', url: view.leaveUrl },
    ],
    postalAddress: view.postalAddress,
  });
  return { subject, html, text: welcomeText(view, thanks, reason) };
}

function welcomeText(view: WelcomeView, thanks: string, reason: string): string {
  const { latest, tracks, blog } = view;
  const newest =
    latest === null ? [] : [`The latest post: ${latest.title}`, latest.summary, latest.url].filter(isSaid);
  const paths = tracks.flatMap((track) => [
    underlined(track.title),
    track.intro,
    track.posts.map((post) => `- ${post.title}\n  ${post.url}`).join('\n'),
  ]);
  const postal = view.postalAddress === null ? [] : [`${oneLine(blog.title)}, ${view.postalAddress}`];
  return plainMail(
    [
      thanks,
      newest.join('\n'),
      ...(paths.length === 0 ? [] : ['Where to begin, by what you would like to know:', ...paths]),
    ],
    [
      reason,
      `Unsubscribe: ${view.unsubscribeUrl}`,
      `Preferences: ${view.preferencesUrl}`,
      `Other ways to leave: ${view.leaveUrl}`,
      ...postal,
    ],
  );
}

function isSaid(words: string): boolean {
  return words.trim() !== '';
}

function underlined(title: string): string {
  return `${title}\n${'='.repeat(title.length)}`;
}
