import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { root } from './set-up/run.mjs';

/**
 * Part of `npm run lint`: everything that documents and comments point at is in the repository, lines can be read, and
 * words are plain. Prints one line per finding and ends with 1 where there is any.
 */

/** Written by a build or a run, or the user's own: named in text, never committed. */
const made =
  /^(out|dist|node_modules|\.cache|\.training|\.device|\.venv|test-results|training\/runs)(\/|$)|(^|\/)(MODEL_CARD|table)\.md$/;
/** Not written by hand. */
const written = /^(tests\/fixtures\/formats\/[^/]+\/document|models\/[^/]+\/)/;
/** Idioms and private names that were replaced by standard words: what to write instead. */
const plainWords = [
  [/\bnone of ours\b/i, 'say whose, or "not written by Tessera"'],
  [/\bstand(s|ing)? still\b/i, 'is paused'],
  [/\b(go(es|ing)?|went) on\b/i, 'resume, continue, is taken over'],
  [/\bin hand\b/i, 'is being computed'],
  [/\bmak(es?|ing) good\b/i, 'repair'],
  [/\bwish(es)?\b/i, 'what was asked for, request'],
  [/\bissue \d+\b/i, 'say what the issue said'],
];
const sharedFolder = /(^|[^\w./-])\.\.\/shared['"/]/;
const longestLine = 160;

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path && existsSync(join(root, path)));
const files = new Set(tracked);
const folders = new Set(tracked.flatMap(parentsOf));
const findings = [];

for (const path of tracked.filter((name) => !written.test(name)))
  if (path.endsWith('.md')) checkDocument(path);
  else if (/\.(ts|svelte|mjs|cjs|js|py|sh)$/.test(path)) checkSource(path);

for (const finding of findings) process.stdout.write(`${finding}\n`);
if (findings.length > 0) process.exitCode = 1;

/** A Markdown document: its links, the paths it names, its lines (tables and code may be wide). */
function checkDocument(path) {
  let isCode = false;
  linesOf(path).forEach((line, index) => {
    const at = `${path}:${index + 1}`;
    if (line.startsWith('```')) isCode = !isCode;
    if (!isCode && line.length > longestLine && !/^(\||\s{4}|<|!?\[)/.test(line))
      findings.push(`${at}: ${line.length} characters; wrap at ${longestLine}`);
    for (const [, target] of line.matchAll(/\]\(([^)\s]+)\)/g)) checkLink(path, at, target);
    for (const [, named] of line.matchAll(/`([^`]+)`/g)) checkPath(path, at, named);
    checkWords(path, at, line);
  });
}

/** A source file: the paths its comments name, and its words. */
function checkSource(path) {
  const isComment = path.endsWith('.py') || path.endsWith('.sh') ? /#\s|"""/ : /^\s*(\*|\/\/|\/\*)|\s\/\/\s/;
  linesOf(path).forEach((line, index) => {
    const at = `${path}:${index + 1}`;
    if (sharedFolder.test(line))
      findings.push(`${at}: the environment variable TESSERA_SHARED names that folder`);
    if (!isComment.test(line)) return;
    for (const [named] of line.matchAll(/(?<![\w./@-])[\w./-]+\.md\b/g)) checkPath(path, at, named);
    for (const [named] of line.matchAll(
      /(?<![\w./@-])(?:src-\w+|docs|tests|scripts|training|models|assets)\/[\w./-]+\w/g,
    ))
      checkPath(path, at, named);
    checkWords(path, at, line);
  });
}

function checkLink(path, at, target) {
  if (/^(https?:|mailto:)/.test(target)) return;
  const [file, heading] = target.split('#');
  const linked = file === '' ? path : normalize(join(dirname(path), file)).replace(/\/$/, '');
  if (!exists(linked)) findings.push(`${at}: the link to ${target} leads nowhere`);
  else if (heading && !headingsOf(linked).has(heading))
    findings.push(`${at}: ${linked} has no heading #${heading}`);
}

/** A path from the repository's root, from the file's own folder or from docs/; anything else is no path. */
function checkPath(path, at, named) {
  const isPath =
    /^(src-\w+|docs|tests|scripts|training|models|assets)\/[\w./-]+$/.test(named) ||
    /^[\w./-]+\.md$/.test(named);
  // Capitals stand for a name: models/ID, src-shared/orders/NAME.ts.
  if (/\/[A-Z]+(\.\w+)?$/.test(named)) return;
  if (!isPath || made.test(named)) return;
  const clean = named.replace(/\/$/, '');
  const places = [clean, join(dirname(path), clean), join('docs', clean)].map(normalize);
  const isThere = places.some(
    (place) => exists(place) || ['.ts', '.py'].some((ending) => files.has(place + ending)),
  );
  if (!isThere) findings.push(`${at}: ${named} is not in the repository`);
}

function checkWords(path, at, line) {
  for (const [word, instead] of plainWords)
    if (word.test(line)) findings.push(`${at}: "${word.exec(line)[0]}": ${instead}`);
}

function headingsOf(path) {
  const headings = linesOf(path).filter((line) => /^#+ /.test(line));
  return new Set(
    headings.map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function exists(path) {
  return files.has(path) || folders.has(path) || path === '.';
}

function parentsOf(path) {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function linesOf(path) {
  return readFileSync(join(root, path), 'utf8').split('\n');
}
