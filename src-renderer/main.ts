import { mount } from 'svelte';
import App from './App.svelte';
import { createApp, loadApp } from './stores/app.svelte.ts';
import { ask } from './bridge/bridge.ts';
import { speakInWindow } from './stores/language.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

const app = createApp(window.tessera);
void ask(window.tessera.app.language())
  .then(speakInWindow)
  .catch(() => undefined) // English is spoken then.
  .then(() => {
    mount(App, { target: document.getElementById('app')!, props: { app } });
    return loadApp(app);
  });
