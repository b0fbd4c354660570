/**
 * A pure function of one text that remembers its last answers, for work that is asked for every minute about texts that change once a week.
 * Of more than `atMost` texts, the one that was not asked for longest is forgotten. A failure is not remembered.
 */
export function remembering<Answer>(
  atMost: number,
  answer: (text: string) => Answer,
): (text: string) => Answer {
  // A Map gives its keys in the order in which they were set: the first is the oldest.
  const known = new Map<string, { readonly answer: Answer }>();
  return (text) => {
    const found = known.get(text) ?? { answer: answer(text) };
    known.delete(text);
    known.set(text, found);
    const [oldest] = known.keys();
    if (known.size > atMost && oldest !== undefined) known.delete(oldest);
    if (found.answer instanceof Promise) found.answer.catch(() => known.delete(text));
    return found.answer;
  };
}
