import { flowScalarText, scalarText } from '../syntax/scalar-text.ts';
import type { ImportedTopic } from './plan-import.ts';
import type { NewTrack } from './tracks.ts';

/** How the lists of a calendar are laid out: the author's own way, or ours. */
export interface Layout {
  /** Spaces before the dash of a topic. */
  readonly dash: string;
  /** Between two topics. */
  readonly blankLine: boolean;
  /** Spaces before the name of a track. */
  readonly track: string;
}

export const OUR_LAYOUT: Layout = { dash: '  ', blankLine: true, track: '  ' };

/** The block to add to a calendar, to be read and copied by the author. */
export function blockText(topics: readonly ImportedTopic[], tracks: readonly NewTrack[]): string {
  const head = tracks.length === 0 ? [] : ['tracks:', ...trackLines(tracks, OUR_LAYOUT), ''];
  return [...head, ...(topics.length === 0 ? [] : ['topics:', ...topicLines(topics, OUR_LAYOUT)])]
    .join('\n')
    .trimEnd();
}

/** Items of `topics:`, a blank line between them where the author has one. */
export function topicLines(topics: readonly ImportedTopic[], { dash, blankLine }: Layout): readonly string[] {
  return topics.flatMap((topic, index) => {
    const [first = '', ...others] = fieldsOf(topic);
    const comment = topic.comment === null ? [] : [`${dash}# ${topic.comment}`];
    const item = [...comment, `${dash}- ${first}`, ...others.map((field) => `${dash}  ${field}`)];
    return index > 0 && blankLine ? ['', ...item] : item;
  });
}

/** Entries of `tracks:`. */
export function trackLines(tracks: readonly NewTrack[], { track }: Layout): readonly string[] {
  return tracks.flatMap(({ id, title }) => [
    `${track}${scalarText(id)}:`,
    `${track}  title: ${scalarText(title)}`,
  ]);
}

function fieldsOf({
  id,
  title,
  track,
  status,
  published,
  url,
  pin,
  summary,
  tags,
}: ImportedTopic): readonly string[] {
  return [
    `id: ${scalarText(id)}`,
    `title: ${scalarText(title)}`,
    `track: ${scalarText(track)}`,
    `status: ${status}`,
    ...(published === null ? [] : [`published: ${published}`]),
    ...(url === null ? [] : [`url: ${scalarText(url)}`]),
    ...(pin === null ? [] : [`pin: ${pin}`]),
    ...(summary === '' ? [] : [`summary: ${scalarText(summary)}`]),
    ...(tags.length === 0 ? [] : [`tags: [${tags.map(flowScalarText).join(', ')}]`]),
  ];
}
