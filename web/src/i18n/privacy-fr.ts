import type { Message } from './messages';
import type { privacyEn } from './privacy-en';

/** French: the page that says what the server sees. */
export const privacyFr = {
  'privacy.heading': 'Ce que le serveur voit, et ce qu’il ne peut pas voir',
  'privacy.lead':
    'Dans une réunion Parley, tout ce qui est dit, montré et écrit est chiffré sur l’appareil de qui l’envoie, et ouvert sur les appareils de ceux à qui cela est destiné. Les clés sont créées sur ces appareils et ne parviennent jamais au serveur. Il en est toujours ainsi ; personne ne peut le désactiver.',

  'privacy.cannot': 'Ce que le serveur ne peut pas faire',
  'privacy.cannot.hear': 'entendre ce qui est dit, à la table ou dans la salle d’une délégation',
  'privacy.cannot.see': 'voir les caméras et les écrans partagés',
  'privacy.cannot.read': 'lire ce qui est écrit dans les messages',
  'privacy.cannot.names':
    'lire le titre de la réunion, les noms des délégations, ni le nom ou la fonction de quiconque',
  'privacy.cannot.enter':
    'faire entrer quelqu’un : quiconque vient à la table y est admis par le chef de sa propre délégation ou un adjoint, et chaque page le vérifie',
  'privacy.cannot.links': 'connaître la partie secrète d’un lien : les navigateurs ne l’envoient pas',

  'privacy.sees': 'Ce que le serveur voit',
  'privacy.sees.addresses': 'de quelles adresses réseau viennent les personnes, et quand',
  'privacy.sees.shape':
    'combien il y a de délégations et de sièges, et lesquels sont ceux des chefs ou des adjoints, sous forme de marques sans noms',
  'privacy.sees.where':
    'où se trouve chaque siège, à la table ou dans la salle de sa délégation, et chaque arrivée, départ, admission et exclusion',
  'privacy.sees.loud': 'le volume sonore de chaque siège à chaque instant : c’est ainsi qu’il sait qui parle',
  'privacy.sees.media':
    'la taille et l’heure des paquets, les débits, la taille et le nombre des images, et quelle image est montrée à qui et en quelle grandeur',
  'privacy.sees.devices': 'quels microphones, caméras et écrans sont actifs',
  'privacy.sees.written':
    'combien de messages sont écrits, quand, depuis quel siège, et leur longueur approximative : les longueurs sont arrondies vers le haut',
  'privacy.sees.files':
    'qu’un fichier a été déposé sur la table, quand, par quelle délégation, sa taille approximative, et qui le récupère ; ni son nom, ni sa nature, ni son contenu',
  'privacy.sees.mail':
    'ce que quelqu’un envoie par courriel à des agendas, en appuyant sur un bouton qui le dit : des adresses électroniques et le moment d’une réunion',
  'privacy.sees.published':
    'ce que toutes les délégations ont convenu de publier, une fois que l’un de leurs chefs a choisi « Publier » : cela seul lui est lisible, comme à tout le monde',

  'privacy.can': 'Ce que pourrait faire quiconque contrôle le serveur',
  'privacy.can.stop':
    'retarder ou retenir des messages, ou couper des personnes : cela se remarquerait, mais ne serait pas empêché',
  'privacy.can.code':
    'fournir à quelqu’un une page modifiée. Le serveur livre le programme qui chiffre ; quiconque contrôle le serveur pourrait en donner à une personne un autre, qui divulgue ce qu’il voit',
  'privacy.can.less':
    'Ce risque est moindre lorsqu’une délégation utilise son propre serveur, ou une copie du programme que ses propres techniciens ont vérifiée et installée sur ses appareils.',

  'privacy.people': 'Ce que peuvent faire les personnes',
  'privacy.people.organiser':
    'Le lien de l’organisateur ouvre tout : il permet de créer un lien vers n’importe quel siège. Conservez-le comme un sceau, et mettez fin à la réunion une fois les travaux achevés.',
  'privacy.people.copy':
    'Quiconque participe peut enregistrer ou copier ce qu’il voit et entend. Aucun chiffrement ne l’empêche.',
  'privacy.people.forge':
    'Les personnes présentes dans une même salle en partagent les clés. L’une d’elles, de concert avec quiconque contrôle le serveur, pourrait envoyer un son ou des images falsifiés au nom d’une autre.',
  'privacy.people.device':
    'Un appareil espionné divulgue ce qui s’y dit. Le chiffrement protège le trajet, non l’appareil.',

  'privacy.words': 'À quoi servent les mots de vérification',
  'privacy.words.text':
    'À la table, les chefs de délégation peuvent comparer quatre mots de vive voix. Les mots sont tirés des clés et des noms de tous les présents. Si tous les chefs voient les mêmes mots, ils détiennent les mêmes clés, et personne ne s’est interposé entre eux. Si les mots diffèrent, n’allez pas plus loin. Après une nouvelle entrée, Parley signale qu’il est utile de comparer de nouveau.',

  'privacy.kept': 'Ce qui est conservé',
  'privacy.kept.server':
    'Le serveur conserve sous forme scellée ce qui a été écrit, afin que les personnes qui reviennent puissent le lire. Sans les clés, cela n’est d’aucune utilité. Les chefs de toutes les parties peuvent le faire effacer.',
  'privacy.kept.device':
    'Votre appareil conserve les clés de votre siège tant que dure la réunion, afin qu’un rechargement vous y ramène. Elles sont supprimées dès que votre page apprend que la réunion est close.',
} as const satisfies Record<keyof typeof privacyEn, Message>;
