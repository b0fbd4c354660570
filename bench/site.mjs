import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../scripts/build.mjs';
import { scratchFolder } from './app/workspaces.mjs';
import { conclude, machine, middle, must, printTable, words } from './figures.mjs';
import { timePreview } from './site/preview.mjs';
import { timePublishing } from './site/publish.mjs';
import { weighPage } from './site/weigh.mjs';
import { installEleventy, timeWhole } from './site/whole.mjs';

// npm run bench:site: whole sites beside Eleventy, a publish into a large one, the preview after a save, and what pages weigh. With many posts it takes half an
// hour and 2 GB of disk; POSTS=520 takes a tenth of that.
const FEW = 52;
const MANY = Number(process.env.POSTS ?? 5_200);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const TURNS = 12;

const scratch = scratchFolder();
try {
  await build();
  installEleventy();
  const few = await timeWhole(scratch.path, FEW, ROUNDS);
  const many = await timeWhole(scratch.path, MANY, Math.max(1, Math.floor(ROUNDS / 3)));
  const publishing = await timePublishing(folder('publishing'), MANY, TURNS);
  const saves = await timePreview(folder('preview'), 20);
  report(few, many, publishing, saves.slice(2));
} finally {
  scratch.remove();
}

function folder(name) {
  const path = join(scratch.path, name);
  mkdirSync(path);
  return path;
}

function report(few, many, { afterStart, others, megabytes }, saves) {
  const site = join(scratch.path, `ours-${FEW}`, 'data', 'site');
  const figures = {
    few: figuresOf(few),
    many: figuresOf(many),
    publishMs: middle(others, ({ ms }) => ms),
    publishCpuMs: middle(others, ({ cpuMs }) => cpuMs),
    publishFiles: middle(others, ({ written }) => written),
    previewMs: middle(saves, (ms) => ms),
    homeKb: middle([weighPage(site, '')], (kb) => kb).median,
    postKb: middle(
      [...Array(14).keys()].map((index) => weighPage(site, `posts/post-${index + 1}`)),
      (kb) => kb,
    ),
  };
  process.stdout.write(`medians (least to most); ${machine()}\n`);
  printTable([
    ...tableOf(few, figures.few),
    ...tableOf(many, figures.many),
    [`a publish into ${MANY} posts, ms`, words(figures.publishMs)],
    ['  of the processor', words(figures.publishCpuMs)],
    ['  files written', words(figures.publishFiles)],
    ['  the first after a start, ms', String(Math.round(afterStart.ms)).padStart(8)],
    ['  memory of that process, MB', String(Math.round(megabytes)).padStart(8)],
    ['the preview after a save, ms', words(figures.previewMs)],
    ['home over the wire, kB', String(figures.homeKb).padStart(8)],
    ['a post over the wire, kB', words(figures.postKb)],
  ]);
  conclude({ bench: 'site', ...figures, afterStart, megabytes }, [
    must(`time of ${FEW} posts to Eleventy`, figures.few.ratio.median, { most: 1, aim: 0.5 }),
    must(`time of ${MANY} posts to Eleventy`, figures.many.ratio.median, { most: 1, aim: 0.5 }),
    must(`ms to publish into ${MANY} posts`, figures.publishMs.median, { most: 200, aim: 100 }),
    must('ms to the preview after a save', figures.previewMs.median, { most: 150, aim: 100 }),
    must('kB of the home page', figures.homeKb, { most: 60, aim: 15 }),
    must('kB of the heaviest post', figures.postKb.most, { most: 60, aim: 30 }),
  ]);
}

function figuresOf({ times, first, again, compressing }) {
  return {
    seconds: middle(times, ({ ours }) => ours.seconds),
    theirSeconds: middle(times, ({ theirs }) => theirs.seconds),
    ratio: middle(times, ({ ours, theirs }) => ours.seconds / theirs.seconds),
    cpuRatio: middle(times, ({ ours, theirs }) => ours.cpu / theirs.cpu),
    megabytes: middle(times, ({ ours }) => ours.megabytes),
    theirMegabytes: middle(times, ({ theirs }) => theirs.megabytes),
    withCards: first.seconds,
    again: again.seconds,
    compressing,
  };
}

function tableOf({ count, files }, figures) {
  return [
    [`${count} posts, seconds (${files.ours} files)`, words(figures.seconds)],
    [`  Eleventy (${files.theirs} files)`, words(figures.theirSeconds)],
    ['  to that', words(figures.ratio)],
    ['  to that, of the processor', words(figures.cpuRatio)],
    ['  of ours, to compress it ahead', String(figures.compressing.toFixed(1)).padStart(8)],
    ['  memory, MB', words(figures.megabytes)],
    ['  memory of Eleventy, MB', words(figures.theirMegabytes)],
    ['  the first time, each card drawn', String(figures.withCards.toFixed(1)).padStart(8)],
    ['  once more, nothing changed', String(figures.again.toFixed(1)).padStart(8)],
  ];
}
