import type { Catalogue } from '../catalogue.ts';
import type { Chrome } from '../chrome.ts';
import type { OwnPost } from '../model.ts';
import { titleOf } from '../reading-order.ts';
import { type Card, type CardWords, cardOf, colourOf } from './card.ts';

/** The card of a post: its title, its track and its place in a series, in the colour of the track. */
export function postCard(post: OwnPost, catalogue: Catalogue, chrome: Chrome): Card {
  const track = titleOf(post.track, catalogue.tracks);
  const series =
    post.series === null ? '' : ` · ${titleOf(post.series, catalogue.series)}, part ${post.part}`;
  const place = catalogue.tracks.findIndex(({ id }) => id === post.track);
  return laidOut(post, {
    above: `${track}${series}`,
    title: post.title,
    blog: chrome.title,
    author: chrome.author,
    colour: colourOf(place),
  });
}

const layouts = new WeakMap<OwnPost, { readonly words: string; readonly card: Card }>();

/** To lay one out takes longer than all else that is done for a post that has not changed. */
function laidOut(post: OwnPost, said: CardWords): Card {
  const words = JSON.stringify(said);
  const known = layouts.get(post);
  if (known?.words === words) return known.card;
  const card = cardOf(said);
  layouts.set(post, { words, card });
  return card;
}

/** The card of every other page. */
export function blogCard(chrome: Chrome): Card {
  const { title, tagline, author } = chrome;
  return cardOf({ above: tagline, title, blog: title, author, colour: colourOf(-1) });
}
