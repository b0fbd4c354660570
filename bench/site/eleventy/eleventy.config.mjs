import rss from '@11ty/eleventy-plugin-rss';
import { fromHighlighter } from '@shikijs/markdown-it/core';
import MarkdownIt from 'markdown-it';
import anchor from 'markdown-it-anchor';
import footnote from 'markdown-it-footnote';
import { createHighlighter } from 'shiki';

/** The languages in the posts of the bench. */
const LANGUAGES = process.env.BENCH_LANGUAGES?.split(',') ?? [];

/** A blog as one makes it by the documentation: Markdown with footnotes, anchors and two-theme code, Nunjucks for the pages, the plugin for the feed. */
export default async function blog(config) {
  const highlighter = await createHighlighter({
    themes: ['github-light', 'github-dark'],
    langs: LANGUAGES,
  });
  const themes = { light: 'github-light', dark: 'github-dark' };
  const markdown = new MarkdownIt({ html: true, linkify: true, typographer: true })
    .use(footnote)
    .use(anchor)
    .use(fromHighlighter(highlighter, { themes, fallbackLanguage: 'text' }));
  config.setLibrary('md', markdown);
  config.addPlugin(rss);
  config.setQuietMode(true);
  config.addFilter('newestFirst', (posts) => posts.toReversed());
  config.addFilter('latest', (posts, count) => posts.slice(-count).reverse());
  config.addFilter('day', (date) => date.toISOString().slice(0, 10));
  config.addFilter('minutes', (html) => Math.max(1, Math.round(html.split(/\s+/).length / 220)));
  config.addCollection('years', (api) => yearsOf(api.getFilteredByTag('post')));
  config.addCollection('subjects', (api) => subjectsOf(api.getFilteredByTag('post')));
  return {
    dir: { input: '.', output: process.env.BENCH_OUTPUT ?? '_site', includes: '_includes' },
    markdownTemplateEngine: false,
    htmlTemplateEngine: 'njk',
  };
}

function yearsOf(posts) {
  const years = new Map();
  for (const post of posts) {
    const year = String(post.date.getUTCFullYear());
    years.set(year, [...(years.get(year) ?? []), post]);
  }
  return [...years].map(([year, inYear]) => ({ year, posts: inYear.toReversed() }));
}

function subjectsOf(posts) {
  const subjects = new Map();
  for (const post of posts) {
    const { subject } = post.data;
    if (!subjects.has(subject)) subjects.set(subject, []);
    subjects.get(subject).push(post);
  }
  return [...subjects].map(([subject, those]) => ({ subject, posts: those.toReversed() }));
}
