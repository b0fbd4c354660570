import { createHash } from 'node:crypto';
import type { SiteFile } from '../model.ts';
import { DROPPED, WORD } from './words.ts';

/** Results that are shown; who sees so many searches on with one more word. */
const MOST_RESULTS = 50;

/**
 * The one script of the site. It runs on the search page alone, asks its own origin alone, and writes text, never mark-up. Every word of the question must
 * begin a word of the post; a whole word counts twice.
 */
const SEARCH_SCRIPT = `'use strict';
(() => {
  const form = document.getElementById('search-form');
  const field = document.getElementById('search-field');
  const status = document.getElementById('search-status');
  const results = document.getElementById('search-results');
  const everything = document.getElementById('search-everything');
  const dropped = new RegExp(${JSON.stringify(DROPPED)}, 'gu');
  const word = new RegExp(${JSON.stringify(WORD)}, 'gu');
  const answers = new Map();

  const wordsOf = (text) => text.normalize('NFKD').replace(dropped, '').toLowerCase().match(word) ?? [];

  const load = (url) => {
    if (!answers.has(url)) {
      const answer = fetch(url).then((response) => {
        if (!response.ok) throw new Error(url + ' answered ' + response.status);
        return response.json();
      });
      answer.catch(() => answers.delete(url));
      answers.set(url, answer);
    }
    return answers.get(url);
  };

  const weightsIn = async (block, asked) => {
    const url = block.words[''] ?? block.words[String.fromCodePoint(asked.codePointAt(0))];
    const weights = new Map();
    if (url === undefined) return weights;
    const places = await load(url);
    for (const known of Object.keys(places)) {
      if (!known.startsWith(asked)) continue;
      for (let at = 0; at < places[known].length; at += 2) {
        const weight = places[known][at + 1] * (known === asked ? 2 : 1);
        const place = places[known][at];
        weights.set(place, Math.max(weights.get(place) ?? 0, weight));
      }
    }
    return weights;
  };

  const findIn = async (block, asked) => {
    const [first, ...others] = await Promise.all(asked.map((one) => weightsIn(block, one)));
    const found = [...first].filter(([place]) => others.every((weights) => weights.has(place)));
    if (found.length === 0) return [];
    const posts = await load(block.posts);
    return found.map(([place, weight]) => ({
      post: posts[place],
      weight: others.reduce((sum, weights) => sum + weights.get(place), weight),
    }));
  };

  // Blocks and their posts go from old to new: of two that count the same, the newer comes first.
  const find = async (asked) => {
    const { blocks } = await load(form.dataset.index);
    const found = (await Promise.all(blocks.map((block) => findIn(block, asked)))).flat().reverse();
    return found.sort((a, b) => b.weight - a.weight);
  };

  const line = (tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  };

  const entryFor = ([address, title, where, summary]) => {
    const entry = document.createElement('li');
    const heading = line('p', 'post-title', '');
    const link = document.createElement('a');
    link.href = address;
    link.textContent = title;
    heading.append(link);
    entry.append(heading, line('p', 'post-summary', summary), line('p', 'meta', where));
    return entry;
  };

  const show = (found) => {
    everything.hidden = true;
    results.replaceChildren(...found.slice(0, ${MOST_RESULTS}).map(({ post }) => entryFor(post)));
    const count = found.length === 0 ? 'No post has all of that.' : found.length === 1 ? '1 post.' : found.length + ' posts.';
    status.textContent = found.length > ${MOST_RESULTS} ? count + ' The first ${MOST_RESULTS} are shown.' : count;
  };

  const clear = (words) => {
    everything.hidden = false;
    results.replaceChildren();
    status.textContent = words;
  };

  let latest = 0;
  const search = async () => {
    const turn = (latest += 1);
    const asked = [...new Set(wordsOf(field.value))];
    const address = new URL(location.href);
    if (field.value === '') address.searchParams.delete('q');
    else address.searchParams.set('q', field.value);
    history.replaceState(null, '', address);
    if (asked.length === 0) return clear('');
    try {
      const found = await find(asked);
      if (turn === latest) show(found);
    } catch {
      if (turn === latest) clear('The search cannot be loaded just now. Below is every post.');
    }
  };

  let waiting = 0;
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });

  const step = (event, by) => {
    const links = [field, ...results.querySelectorAll('a')];
    const next = links[links.indexOf(document.activeElement) + by];
    if (!links.includes(document.activeElement) || next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  document.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') step(event, 1);
    if (event.key === 'ArrowUp') step(event, -1);
    if (event.key === 'Escape' && results.contains(document.activeElement)) field.focus();
  });

  field.value = new URL(location.href).searchParams.get('q') ?? '';
  if (field.value !== '') search();
})();
`;

/** Its path on the site. */
export const SEARCH_SCRIPT_PATH = `/assets/search.${createHash('sha256').update(SEARCH_SCRIPT).digest('hex').slice(0, 10)}.js`;

export const searchScriptFile: SiteFile = {
  path: SEARCH_SCRIPT_PATH.slice(1),
  contents: SEARCH_SCRIPT,
  type: 'text/javascript; charset=utf-8',
  role: 'asset',
};
