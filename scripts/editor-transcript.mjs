import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGE = join(ROOT, 'docs', 'editor.md');
const PLACE = /(<!-- transcript -->\n)[\s\S]*?(<!-- \/transcript -->)/;

/** What is done in the editor, in its own keys; `until` is what then appears on the screen. */
const STEPS = [
  { words: null, keys: '/- id: raft-2<CR>ztj0', until: 'Leader Election' },
  {
    words: 'The quotes around a title are deleted, and the fault shows at once:',
    keys: '0f"x$x',
    until: 'needs quotes',
  },
  { words: '`gl` shows all of it:', keys: 'gl', until: 'help: quote' },
  { words: '`ga` offers what can be done:', keys: 'jkga', until: 'Put the whole value in quotes' },
  { words: null, keys: '1<CR>', until: '"Leader Election: Terms, Timeouts, and Split Votes"' },
  {
    words: 'With the first of these the quotes are back. `K` tells when the topic comes out, and why:',
    keys: 'K',
    until: 'planned for',
  },
];

/** Plays the steps in a real Neovim, set up as docs/editor.md says, and pastes what its screen shows into that page. */
async function recordTranscript() {
  await build();
  const page = readFileSync(PAGE, 'utf8');
  const screens = play(/```lua\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  const shown = STEPS.flatMap(({ words }, index) =>
    words === null ? [] : [`${words}\n\n\`\`\`\n${screens[index]}\n\`\`\`\n`],
  );
  writeFileSync(
    PAGE,
    page.replace(PLACE, (_, start, end) => `${start}\n${shown.join('\n')}\n${end}`),
  );
}

function play(config) {
  const workspace = mkdtempSync(join(tmpdir(), 'fortnight-editor-'));
  try {
    cpSync(join(ROOT, 'calendar'), join(workspace, 'calendar'), { recursive: true });
    mkdirSync(join(workspace, 'node_modules', '.bin'), { recursive: true });
    symlinkSync(join(ROOT, 'dist', 'fortnight.cjs'), join(workspace, 'node_modules', '.bin', 'fortnight'));
    writeFileSync(join(workspace, 'init.lua'), config);
    writeFileSync(join(workspace, 'camera.lua'), CAMERA);
    writeFileSync(join(workspace, 'steps.json'), JSON.stringify(STEPS));
    const { status, stdout, stderr, error } = spawnSync(
      'nvim',
      ['--headless', '--clean', '-c', 'luafile camera.lua'],
      {
        cwd: workspace,
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
    if (error !== undefined) throw new Error('Neovim is needed: apt-get install neovim', { cause: error });
    if (status !== 0) throw new Error(`the recording failed:\n${stdout}\n${stderr}`);
    return JSON.parse(stdout.slice(stdout.indexOf('[')));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** An outer Neovim whose terminal shows the inner one, types into it, and reads its screen, windows on top included. */
const CAMERA = `
vim.o.columns, vim.o.lines, vim.o.laststatus, vim.o.cmdheight = 118, 17, 0, 1
local steps = vim.fn.json_decode(vim.fn.readfile('steps.json'))
local job = vim.fn.termopen({ 'nvim', '--clean', '-u', 'init.lua', '-c', 'set noruler noshowcmd laststatus=0 signcolumn=yes noswapfile', 'calendar/calendar.yaml' })
local function screen()
  return table.concat(vim.tbl_map(function(line) return (line:gsub('%s+$', '')) end, vim.api.nvim_buf_get_lines(0, 0, -1, false)), '\\n')
end
local function wait(text)
  if vim.wait(15000, function() return screen():find(text, 1, true) ~= nil end, 50) then return end
  io.stdout:write('"' .. text .. '" never appeared on:\\n' .. screen())
  vim.cmd('cquit')
end
wait('tagline')
local screens = {}
for _, step in ipairs(steps) do
  vim.fn.chansend(job, vim.api.nvim_replace_termcodes(step.keys, true, true, true))
  wait(step['until'])
  vim.wait(300)
  table.insert(screens, screen())
end
io.stdout:write(vim.fn.json_encode(screens))
vim.cmd('qall!')
`;

await recordTranscript();
