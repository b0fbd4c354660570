/**
 * Rehearses one seed after the other in one process, so that what was compiled for one serves the next. Is sent `{ seed, options }`, where the
 * options are those of `fortnight rehearse`; answers `{ code, output }`.
 */
const [url, root] = process.argv.slice(2);
const { runRehearsal, workspaceAt } = await import(url);

process.on('message', async ({ seed, options }) => {
  let output = '';
  const say = (text) => (output += `${text}\n`);
  const house = {
    terminal: { out: say, err: () => {}, paint: (_tone, text) => text, columns: 120, interactive: false },
    workspace: workspaceAt(root, `${root}/data`),
    environment: {},
    now: Date.now(),
    stopwatch: () => performance.now() / 1_000,
    signal: new AbortController().signal,
    draw: () => {},
  };
  const code = await runRehearsal(house, { ...options, seed }).catch((error) => {
    say(error.stack);
    return 1;
  });
  process.send({ code, output });
});
