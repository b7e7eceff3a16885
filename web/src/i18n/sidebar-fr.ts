import type { Message } from './messages';
import type { sidebarEn } from './sidebar-en';

/** French: some of all sides, aside from the table. */
export const sidebarFr = {
  'sidebar.heads': 'Aparté des chefs de délégation',
  'sidebar.experts': 'Aparté des experts',
  'sidebar.heading': 'Tenir un aparté',
  'sidebar.lead':
    'Quelques personnes de toutes les délégations se parlent à part un moment, sous des clés qui leur sont propres : personne d’autre n’entend, ne voit ni ne lit rien, ni leurs délégations ni le serveur. L’aparté commence quand le chef de chaque délégation a donné son accord, et tout chef peut y mettre fin.',
  'sidebar.propose.heads': 'Chefs seulement',
  'sidebar.propose.experts': 'Experts seulement',
  'sidebar.matter.heads': 'Aparté des chefs et chefs adjoints',
  'sidebar.matter.experts': 'Aparté des experts et conseillers',
  'sidebar.open.heads': 'Vous pouvez rejoindre l’aparté des chefs de délégation.',
  'sidebar.open.experts': 'Vous pouvez rejoindre l’aparté des experts.',
  'sidebar.aside.heads': 'Les chefs de délégation peuvent se retirer en aparté.',
  'sidebar.aside.experts': 'Les experts peuvent se retirer en aparté.',
  'sidebar.who.heads':
    'Les chefs et chefs adjoints de toutes les délégations s’y entendent entre eux, et personne d’autre ne les entend.',
  'sidebar.who.experts':
    'Les experts et conseillers de toutes les délégations s’y entendent entre eux, et personne d’autre ne les entend.',
  'sidebar.there': 'S’y trouvent : {names}.',
  'sidebar.there.nobody': 'Personne ne s’y trouve encore.',
  'sidebar.apart': 'Rien n’en est entendu à la table.',
  'sidebar.go': 'Rejoindre l’aparté',
  'sidebar.coming': 'Les clés de l’aparté arrivent.',
  'sidebar.back': 'Retour à la table',
  'sidebar.end': 'Mettre fin à l’aparté',
  'sidebar.in.heads': 'Vous êtes en aparté avec les chefs de délégation.',
  'sidebar.in.experts': 'Vous êtes en aparté avec les experts.',
  'sidebar.in.who':
    'Outre vous-même, seules ces personnes entendent, voient et lisent ce qui se passe ici : {names}. Personne d’autre dans les délégations, ni le serveur.',
  'sidebar.in.alone': 'Personne d’autre n’est encore ici.',
  'sidebar.heard.heads': 'seuls les chefs et chefs adjoints présents ici vous entendent',
  'sidebar.heard.experts': 'seuls les experts et conseillers présents ici vous entendent',
  'sidebar.sees.heads': 'seuls les chefs et chefs adjoints présents ici le voient',
  'sidebar.sees.experts': 'seuls les experts et conseillers présents ici le voient',
  'sidebar.microphone.heads': 'entendu ici des chefs et chefs adjoints seulement',
  'sidebar.microphone.experts': 'entendu ici des experts et conseillers seulement',
  'sidebar.over': 'L’aparté est terminé.',
  'sidebar.over.text':
    'Vous êtes maintenant dans la salle de votre délégation : personne à la table ne vous entend avant que vous n’y alliez.',
  'sidebar.keys': 'Les clés de l’aparté manquent.',
  'sidebar.keys.text': 'Jusqu’à leur arrivée, vous n’entendez personne, et personne ne vous entend.',
  'sidebar.named': 'En aparté : {names}',
  'sidebar.seat': 'En aparté',
  'sidebar.chat.heads': 'Messages de l’aparté : lus par les chefs et chefs adjoints seulement',
  'sidebar.chat.experts': 'Messages de l’aparté : lus par les experts et conseillers seulement',
  'sidebar.field.heads': 'Écrire aux chefs et chefs adjoints seulement',
  'sidebar.field.experts': 'Écrire aux experts et conseillers seulement',
  'sidebar.to.heads': 'Tous les chefs et chefs adjoints',
  'sidebar.to.experts': 'Tous les experts et conseillers',
  'sidebar.say.ended.heads': '{name} a mis fin à l’aparté des chefs de délégation.',
  'sidebar.say.ended.experts': '{name} a mis fin à l’aparté des experts.',
  'people.aside': 'en aparté',
  'alarm.where.sidebar': 'dans l’aparté',
} as const satisfies Record<keyof typeof sidebarEn, Message>;
