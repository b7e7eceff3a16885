import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-hebrew/wght.css';
import { mount } from 'svelte';
import App from './view/App.svelte';
import './view/app.css';
import { preferences } from './view/preferences.svelte';

async function start(): Promise<void> {
  const target = document.getElementById('app');
  const unloaded = document.getElementById('unloaded');
  if (target === null || unloaded === null) throw new Error('index.html has no #app or no #unloaded');
  if (await preferences.start()) mount(App, { target });
  else unloaded.hidden = false;
}

void start();
