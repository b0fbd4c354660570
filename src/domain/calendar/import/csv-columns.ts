/** What a column of an editorial spreadsheet may hold. */
export type Field = 'title' | 'date' | 'status' | 'track' | 'summary' | 'tags' | 'id' | 'url';

/** What spreadsheets call it, best first: with two candidates in one file the earlier name wins. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  title: [
    'title',
    'working title',
    'headline',
    'post title',
    'article title',
    'topic',
    'post',
    'article',
    'name',
    'subject',
    'task',
    'task name',
    'content',
  ],
  date: [
    'publish date',
    'publication date',
    'publishing date',
    'published',
    'date',
    'scheduled',
    'scheduled date',
    'scheduled for',
    'publish on',
    'pub date',
    'go live date',
    'go live',
    'due date',
    'due',
    'deadline',
    'when',
    'start date',
    'slot',
    'day',
  ],
  status: ['status', 'state', 'stage', 'progress'],
  track: [
    'track',
    'category',
    'categories',
    'section',
    'pillar',
    'content pillar',
    'theme',
    'bucket',
    'stream',
  ],
  summary: ['summary', 'description', 'abstract', 'excerpt', 'teaser', 'brief', 'notes', 'note', 'comments'],
  tags: ['tags', 'tag', 'keywords', 'keyword', 'labels', 'label'],
  id: ['id', 'slug'],
  url: ['url', 'link', 'permalink', 'published url'],
};

/** Which column holds which field; a field the file does not have is absent. */
export type Columns = ReadonlyMap<Field, number>;

/** Guesses the columns from a row of names. Null when none of them can be a title: then it is no row of names. */
export function columnsOf(row: readonly string[]): Columns | null {
  const names = row.map((cell) =>
    cell
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  const columns = new Map<Field, number>();
  for (const field of Object.keys(NAMES) as Field[]) {
    const name = NAMES[field].find((candidate) => names.includes(candidate));
    if (name !== undefined) columns.set(field, names.indexOf(name));
  }
  return columns.has('title') ? columns : null;
}
