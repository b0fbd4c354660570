/** A post with prose, a link, a list, code and a table, whose mail weighs about the 27 kB that the bench of the wire sends. */
export function longPost() {
  return `## The first copy

A database that keeps one copy of a row can lose it, and one that keeps three has to say which of them is right. The
[paper](https://example.org/papers/1) calls this *agreement*
and spends forty pages on what can go wrong: a message that comes twice, a machine that stops in the middle of a sentence and comes back without knowing that it was away.

Nothing in it is hard to follow alone. What is hard is that **nobody can look at two machines at the same time**.

- A leader is whoever a majority has voted for, and it stays leader only while that majority hears from it.
- An entry counts when a majority has it on disk, and not before, however long that takes.

\`\`\`ts
export function nextTerm(state: State, heard: Message): State {
  if (heard.term <= state.term) return state;
  return { ...state, term: heard.term, votedFor: null, role: 'follower' };
}
\`\`\`

| machines | may fail | votes needed |
| --- | --- | --- |
| 3 | 1 | 2 |
`;
}
