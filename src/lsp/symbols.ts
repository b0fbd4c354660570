import type { DocumentSymbol } from 'vscode-languageserver/node';
import { SymbolKind } from 'vscode-languageserver/node';
import type { TopicEntry } from '../domain/calendar/entries.ts';
import type { Named } from '../domain/calendar/shape/collections.ts';
import type { Entry } from '../domain/calendar/shape/kind.ts';
import type { Span } from '../domain/calendar/source.ts';
import type { View } from './view.ts';

/** The outline of the calendar: its tracks, its series, its topics in order of publication. */
export function symbolsOf(view: View): DocumentSymbol[] {
  if (view.outline === null) return [];
  const { file, topics } = view.outline;
  return [
    group(
      view,
      'tracks',
      file.tracks,
      (file.tracks?.value ?? []).map((track) => named(view, track, SymbolKind.Module)),
    ),
    group(
      view,
      'series',
      file.series,
      (file.series?.value ?? []).map((series) => named(view, series, SymbolKind.Enum)),
    ),
    group(
      view,
      'topics',
      file.topics,
      topics.map((topic) => topicSymbol(view, topic)),
    ),
  ].flatMap((symbol) => symbol ?? []);
}

function group(
  { positions }: View,
  name: string,
  entry: Entry<unknown> | null,
  children: DocumentSymbol[],
): DocumentSymbol | null {
  if (entry === null) return null;
  const range = positions.rangeOf({ start: entry.key.start, end: Math.max(entry.key.end, entry.span.end) });
  return { name, kind: SymbolKind.Namespace, range, selectionRange: positions.rangeOf(entry.key), children };
}

function named(
  { positions }: View,
  { id, key, span, value }: Named<TitledFields>,
  kind: SymbolKind,
): DocumentSymbol {
  const range = positions.rangeOf({ start: key.start, end: Math.max(key.end, span.end) });
  return {
    name: id || '-',
    detail: value?.title?.value ?? '',
    kind,
    range,
    selectionRange: positions.rangeOf(key),
  };
}

type TitledFields = { readonly title: Entry<string> | null };

function topicSymbol({ positions }: View, topic: TopicEntry): DocumentSymbol {
  const { id, fields, typedId, line, span } = topic;
  const start = positions.lineStart(line - 1);
  const whole: Span = { start, end: Math.max(start, span.end) };
  const selection = typedId?.span ?? { start: whole.start, end: whole.start };
  const detail = [fields?.status?.value, fields?.title?.value].filter((word) => word != null).join(' · ');
  return {
    name: typedId?.value || id,
    detail,
    kind: SymbolKind.String,
    range: positions.rangeOf(whole),
    selectionRange: positions.rangeOf(selection),
  };
}
