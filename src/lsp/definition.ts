import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location, Position } from 'vscode-languageserver/node';
import type { Span } from '../domain/calendar/source.ts';
import { targetAt } from './targets.ts';
import type { View } from './view.ts';

/**
 * Where "go to definition" leads: from a topic's own id to its post, when that is written; from the name of a track, a
 * series or a topic to the place in the calendar that defines it.
 */
export function definitionAt(view: View, position: Position, postsFolder: string | null): Location | null {
  const target = targetAt(view, view.positions.offsetAt(position));
  if (target === null || view.outline === null) return null;
  if (target.kind === 'topic') {
    return target.onId ? postOf(target.entry.id, view, postsFolder) : null;
  }
  const { file, topics } = view.outline;
  switch (target.of) {
    case 'topic':
      return here(view, topics.find((topic) => topic.id === target.name)?.typedId?.span);
    case 'track':
      return here(view, file.tracks?.value?.find((track) => track.id === target.name)?.key);
    case 'series':
      return here(view, file.series?.value?.find((series) => series.id === target.name)?.key);
  }
}

function postOf(id: string, { surroundings }: View, postsFolder: string | null): Location | null {
  if (postsFolder === null || !surroundings.bodies.has(id)) return null;
  const start = { line: 0, character: 0 };
  return { uri: pathToFileURL(join(postsFolder, `${id}.md`)).href, range: { start, end: start } };
}

function here({ uri, positions }: View, span: Span | undefined): Location | null {
  return span === undefined ? null : { uri, range: positions.rangeOf(span) };
}
