import { mount } from 'svelte';
import App from './App.svelte';
import { createApp, loadApp } from './stores/app.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

const app = createApp(window.tessera);
mount(App, { target: document.getElementById('app')!, props: { app } });
void loadApp(app);
