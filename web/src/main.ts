import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-hebrew/wght.css';
import { mount } from 'svelte';
import App from './view/App.svelte';
import './view/app.css';
import { preferences } from './view/preferences.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
preferences.start();
mount(App, { target });
