#!/usr/bin/env bash
# electron-updater 6.8.10, AppImage: installing an update that was downloaded.
# Expected: the new file takes the place of the old one, or the old one stays and still starts.
# Seen: the app that is installed is deleted first, the new file is moved afterwards. Where that move fails (here a cleaner of caches emptied
# the folder of downloads between the download and the installation) an error is told and the app is gone: neither the old file nor a
# new one is there. With the download in place the same call installs it.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts electron-updater@6.8.10
# The library asks Electron for its network alone, which is not used here.
mkdir -p node_modules/electron
echo 'module.exports = {};' > node_modules/electron/index.js
cat > install.cjs <<'JS'
const { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { AppImageUpdater } = require('electron-updater');

const app = { version: '1.0.0', name: 'app', isPackaged: true, appUpdateConfigPath: '', userDataPath: '.', baseCachePath: '.' };
const quiet = { info() {}, warn() {}, error() {}, debug() {} };

/** Installs a download as the library does when the app quits; true where an app is there afterwards. */
function install(name, { cleaned }) {
  const [installed, downloaded] = [join(__dirname, name, 'App.AppImage'), join(__dirname, name, 'pending', 'App-1.1.0.AppImage')];
  mkdirSync(join(__dirname, name, 'pending'), { recursive: true });
  for (const [file, version] of [[installed, 'old'], [downloaded, 'new']]) {
    writeFileSync(file, `#!/bin/sh\n# ${version}\nexit 0\n`);
    chmodSync(file, 0o755);
  }
  if (cleaned) rmSync(join(__dirname, name, 'pending'), { recursive: true });
  process.env.APPIMAGE = installed;
  const download = { file: downloaded, downloadedFileInfo: { isAdminRightsRequired: false } };
  const updater = Object.assign(new AppImageUpdater(null, app), { logger: quiet, downloadedUpdateHelper: download });
  let thrown = null;
  updater.on('error', (error) => (thrown = error.message.split('\n')[0]));
  updater.install(true, false);
  const found = existsSync(installed) ? readFileSync(installed, 'utf8').split('\n')[1].slice(2) : null;
  console.log(`${name}: ${thrown === null ? 'no error' : `error "${thrown.replace(__dirname, '')}"`}; app that is there: ${found}`);
  return found;
}

const asDescribed = install('download in place', { cleaned: false }) === 'new' && install('download cleaned away', { cleaned: true }) === null;
process.exit(asDescribed ? 0 : 1);
JS
node install.cjs 2>/dev/null
