/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents as hospitals write them, and what they are.  All people and
 * most hospitals are invented.
 */
#ifndef ASR_TEST_LETTERS_H
#define ASR_TEST_LETTERS_H

struct letter {
	const char *what;
	const char *text; /* pages parted by \f */
	const char *findings; /* KIND PIECE STATE CERTAINTY, one a line */
};

#define PIECE(id) "piece " id " present certain"
#define OTHER "other - present certain"

static const struct letter letters[] = {
	{ "director of a hospital, letter to the commission",
	    "Centre Hospitalier de Valbec\n"
	    "Direction générale\n"
	    "                         Valbec, le 12 janvier 2026\n"
	    "Madame la Directrice générale\n"
	    "Agence régionale de santé de Normandie\n"
	    "Objet : Post-internat – Dr Lise MARCHADIER\n"
	    "Madame la Directrice générale,\n"
	    "J’ai le plaisir de vous faire part de mon avis très favorable "
	    "à la candidature du Dr Lise MARCHADIER à un poste partagé entre "
	    "notre établissement et le CHU de Caen.\n"
	    "Un poste de praticien hospitalier lui sera proposé.\n"
	    "Je vous prie d’agréer, Madame, mes salutations distinguées.\n"
	    "Le Directeur,\n"
	    "Hubert LANGEVIN\n",
	    PIECE("avis-directeur-ch") },
	{ "director of the CHU, signed by delegation",
	    "CHU DE ROUEN NORMANDIE\n"
	    "Direction des affaires médicales\n"
	    "Rouen, le 3 février 2026\n"
	    "Je soussignée, Anne PERRIGAULT, directrice des affaires "
	    "médicales, agissant par délégation de la directrice générale du "
	    "CHU de Rouen, émets un avis favorable au recrutement de "
	    "M. Yanis BELKACEM en qualité d’assistant spécialiste à temps "
	    "partagé avec le CH de Valbec, à compter du 2 novembre 2026.\n"
	    "Pour la Directrice générale et par délégation,\n"
	    "La Directrice des affaires médicales\n"
	    "Anne PERRIGAULT\n",
	    PIECE("avis-directeur-chu") },
	{ "president of the CME of a hospital",
	    "CH VALBEC – Commission Médicale d’Établissement\n"
	    "Dr Odette FERRAND, Présidente de la CME\n"
	    "Secrétariat : 02 61 00 00 00\n"
	    "Valbec, 15/01/2026\n"
	    "À qui de droit,\n"
	    "La commission médicale d’établissement, que je préside, a été "
	    "informée du projet de Mme Lise MARCHADIER. J’émets un avis "
	    "favorable à sa venue dans le service de pneumologie.\n"
	    "Dr Odette FERRAND\n"
	    "Présidente de la CME du Centre Hospitalier de Valbec\n",
	    PIECE("avis-cme-ch") },
	{ "university head of service, PU-PH",
	    "Centre Hospitalier Universitaire de Caen\n"
	    "Pôle Cardio-thoracique\n"
	    "Service de cardiologie – Pr Alban TESNIÈRE\n"
	    "Caen, le 7 janvier 2026\n"
	    "Chers collègues,\n"
	    "En tant que chef du service de cardiologie, je soutiens sans "
	    "réserve la candidature de Yanis BELKACEM, que nous accueillerons "
	    "deux jours par semaine à l’unité de rythmologie.\n"
	    "Bien confraternellement,\n"
	    "Pr Alban TESNIÈRE\n"
	    "PU-PH, chef de service\n"
	    "CHU de Caen\n",
	    PIECE("avis-chef-service-chu") },
	{ "head of service of a psychiatric hospital",
	    "EPSM du Val de Saire\n"
	    "Pôle de psychiatrie adulte\n"
	    "Le 8 décembre 2025\n"
	    "Docteur Solange HAVARD\n"
	    "Cheffe de service\n"
	    "Objet : avis sur la candidature de Monsieur Yanis BELKACEM\n"
	    "Madame, Monsieur,\n"
	    "Je donne un avis favorable à l’accueil de Monsieur Yanis "
	    "BELKACEM, à raison de trois jours par semaine.\n"
	    "Cordialement,\n"
	    "Dr Solange HAVARD\n",
	    PIECE("avis-chef-service-ch") },
	{ "coordinator who is head of service as well",
	    "CHU de Rouen\n"
	    "Service de pédiatrie médicale\n"
	    "Pr Ghislain OSMONT, chef de service\n"
	    "Rouen, le 20 décembre 2025\n"
	    "En ma qualité de coordonnateur local du DES de pédiatrie, "
	    "j’apporte mon soutien au projet de Mme Clara NEVEU, que j’ai eue "
	    "comme interne. Son projet est cohérent, et son avenir dans la "
	    "région assuré.\n"
	    "Confraternellement,\n"
	    "Pr Ghislain OSMONT\n"
	    "Coordonnateur local du DES de pédiatrie\n",
	    PIECE("avis-coordonnateur") },
	{ "letter of recommendation titled as the coordinator's",
	    "LETTRE DE SOUTIEN DE LA COORDONNATRICE LOCALE\n"
	    "DES de dermatologie\n"
	    "Je recommande vivement la candidature de Clara NEVEU. Le projet "
	    "construit avec le CH de Valbec correspond aux besoins du "
	    "territoire et son recrutement ultérieur est acquis.\n"
	    "Pr Edmée LEBAS\n",
	    PIECE("avis-coordonnateur") },
	{ "unfavourable opinion: present all the same",
	    "CHU de Caen – Commission médicale d’établissement\n"
	    "Je soussigné, Pr Louis GAUMONT, président de la CME du CHU de "
	    "Caen, émets un avis défavorable à la candidature de M. Yanis "
	    "BELKACEM, la filière étant déjà pourvue.\n"
	    "Pr Louis GAUMONT\n",
	    PIECE("avis-cme-chu") },
	{ "side told by the letter's sentences against no letterhead",
	    "Je soussigné, Docteur Paul VASSE, chef du service des urgences "
	    "du centre hospitalier intercommunal de l’Orne Sud, donne un avis "
	    "favorable au projet de temps partagé de Mme Clara NEVEU entre "
	    "mon service et le CHU de Caen.\n"
	    "Fait pour servir et valoir ce que de droit.\n"
	    "Dr VASSE\n",
	    PIECE("avis-chef-service-ch") },
	{ "no establishment named: the side stays open",
	    "Je soussigné, Docteur Paul VASSE, chef du service des urgences, "
	    "donne un avis favorable au projet de Mme Clara NEVEU.\n"
	    "Dr VASSE\n",
	    "piece avis-chef-service-chu uncertain probable\n"
	    "piece avis-chef-service-ch uncertain probable" },
	{ "letter of motivation without a title",
	    "Clara NEVEU\n"
	    "12 rue des Carmes\n"
	    "14000 CAEN\n"
	    "clara.neveu@courriel.test\n"
	    "À Caen, le 4 janvier 2026\n"
	    "Madame, Monsieur,\n"
	    "Actuellement docteur junior en dermatologie, je souhaite "
	    "postuler pour un poste d’assistant spécialiste à temps partagé "
	    "entre le CH de Valbec (60 %) et le CHU de Caen (40 %). Mon projet "
	    "professionnel est de m’installer durablement dans la région. "
	    "Au cours de mon internat, j’ai pu découvrir l’hôpital de Valbec "
	    "et j’ai à cœur d’y développer la chirurgie dermatologique.\n"
	    "Dans l’attente de votre réponse, je vous prie d’agréer mes "
	    "salutations distinguées.\n"
	    "Clara NEVEU\n",
	    PIECE("lettre-motivation") },
	{ "letter of motivation addressed to a director",
	    "Monsieur le Directeur\n"
	    "Centre Hospitalier de Valbec\n"
	    "Objet : lettre de motivation – post-internat\n"
	    "Monsieur le Directeur,\n"
	    "J’ai l’honneur de solliciter un poste d’assistante spécialiste "
	    "régionale dans le service du Dr VASSE, chef de service, qui a "
	    "donné un avis favorable à mon projet. Ma candidature s’inscrit "
	    "dans la continuité de mon internat et de mes motivations pour "
	    "la gériatrie de territoire, à 70 % à Valbec et 30 % au CHU.\n"
	    "Respectueusement,\n"
	    "Clara NEVEU\n",
	    PIECE("lettre-motivation") },
	{ "covering letter of a DAM",
	    "CENTRE HOSPITALIER DE VALBEC\n"
	    "Direction des affaires médicales\n"
	    "Valbec, le 2 février 2026\n"
	    "Madame, Monsieur,\n"
	    "Veuillez trouver ci-joint le dossier de candidature de Mme Clara "
	    "NEVEU pour la session 2026.\n"
	    "Restant à votre disposition,\n"
	    "La directrice des affaires médicales\n",
	    OTHER },
	{ "curriculum vitae",
	    "Dr Clara NEVEU\n"
	    "CURRICULUM VITAE\n"
	    "Expérience professionnelle\n"
	    "2021-2026 : internat de dermatologie, CHU de Caen\n"
	    "Formation\n"
	    "2015-2021 : études de médecine, Caen\n"
	    "Langues : anglais courant\n"
	    "Centres d’intérêt : voile\n",
	    OTHER },
	{ "curriculum vitae without a title",
	    "Clara NEVEU – 29 ans\n"
	    "EXPÉRIENCE HOSPITALIÈRE\n"
	    "2025 : dermatologie, CHU de Caen\n"
	    "2024 : médecine interne, CH de Valbec\n"
	    "LANGUES\n"
	    "Anglais, allemand\n"
	    "CENTRES D’INTÉRÊT\n"
	    "Randonnée, photographie, lecture\n",
	    OTHER },
	{ "diploma",
	    "RÉPUBLIQUE FRANÇAISE\n"
	    "Ministère de l’enseignement supérieur et de la recherche\n"
	    "UNIVERSITÉ DE ROUEN NORMANDIE\n"
	    "DIPLÔME D’ÉTUDES SPÉCIALISÉES DE DERMATOLOGIE\n"
	    "Vu les procès-verbaux attestant que Mme Clara NEVEU a satisfait "
	    "aux épreuves, le diplôme est délivré.\n",
	    PIECE("diplomes") },
	{ "article in English",
	    "Original article\n"
	    "Outcomes of hospital outreach clinics in rural Normandy\n"
	    "C. Neveu, P. Vasse\n"
	    "Abstract\n"
	    "Background: access to care is uneven. Methods: we followed 312 "
	    "patients. Results: waiting times fell. Conclusions: outreach "
	    "works.\n"
	    "Keywords: access, outreach\n"
	    "Introduction\n"
	    "Rural areas lack specialists (1, 2).\n",
	    OTHER },
	{ "bank details",
	    "RELEVÉ D’IDENTITÉ BANCAIRE\n"
	    "Titulaire du compte : Mme Clara NEVEU\n"
	    "IBAN FR76 0000 0000 0000 0000 0000 000\n"
	    "BIC XXXXFRPP\n",
	    OTHER },
	{ "a hospital's own list of enclosures",
	    "Centre hospitalier de Valbec – DAM\n"
	    "Dossier ASR de Clara NEVEU : pièces jointes\n"
	    "1. Fiche du candidat\n"
	    "2. Lettre de motivation\n"
	    "3. Descriptif du parcours\n"
	    "4. Projet pédagogique\n"
	    "5. Avis du chef de service universitaire\n"
	    "6. Avis du directeur du CHU\n",
	    OTHER },
	{ "a text about something else: nobody can tell",
	    "Campagne d’affichage du comité d’hygiène\n"
	    "Présents : Mme Lenoir, M. Petit, Mme Roche, M. Duchemin.\n"
	    "Le comité a examiné les résultats de l’audit mené en octobre "
	    "dans les unités de soins et a décidé de renouveler la campagne "
	    "d’affichage avant la fin de l’année.\n",
	    "unidentified - uncertain unknown" },
	{ "the free projet pédagogique",
	    "Projet pédagogique\n"
	    "Clara NEVEU – dermatologie – CH de Valbec et CHU de Caen\n"
	    "Deux jours par semaine au CHU pour la chirurgie de Mohs, trois "
	    "jours à Valbec pour les consultations et les avis.\n"
	    "Première année : compagnonnage. Seconde année : autonomie.\n",
	    PIECE("projet") },
	{ "the form's page retyped, number and title on one line",
	    "Annexe 8 – Avis du Directeur du C.H.U.\n"
	    "Je soussigné(e) Anne PERRIGAULT\n"
	    "Directeur de : CHU de Caen Normandie\n"
	    "Donne un avis favorable à : Clara NEVEU\n"
	    "Pour être recruté(e) en qualité d’assistant spécialiste\n"
	    "Pour la période du : 02/11/2026 au 01/11/2028\n"
	    "Date : 05/01/2026          Signature :\n",
	    PIECE("avis-directeur-chu") },
	{ "last year's number over this year's title",
	    "ANNEXE 5\n"
	    "CANDIDATURE ASR\n"
	    "Avis du DIRECTEUR du CHU dans lequel l’assistant souhaite être "
	    "recruté ou accomplir le temps de formation prévu par le contrat\n"
	    "Je soussigné(e) Anne PERRIGAULT\n"
	    "Directeur de : CHU de Caen Normandie\n"
	    "Donne un avis favorable à : Clara NEVEU\n"
	    "Pour la période du : 02/11/2026 au 01/11/2028\n"
	    "Date : 05/01/2026          Signature :\n",
	    PIECE("avis-directeur-chu") },
	{ "the page of the CHU signed for the hospital: a person looks",
	    "ANNEXE 11\n"
	    "CANDIDATURE ASR\n"
	    "Avis du président de CME du CHU\n"
	    "dans lequel l’assistant souhaite être recruté ou accomplir le "
	    "temps de formation prévu par le contrat\n"
	    "Je soussigné(e) Dr Odette FERRAND\n"
	    "Président de CME de : Centre hospitalier de Valbec\n"
	    "Donne un avis favorable à : Clara NEVEU\n"
	    "Pour la période du : 02/11/2026 au 01/11/2028\n"
	    "Date : 05/01/2026          Signature :\n",
	    "piece avis-cme-chu uncertain probable\n"
	    "piece avis-cme-ch uncertain probable" },
	{ "two letters in one file",
	    "CHU de Caen\n"
	    "Direction générale\n"
	    "Objet : avis du directeur\n"
	    "Madame, Monsieur,\n"
	    "J’émets un avis favorable à la candidature de Mme Clara NEVEU "
	    "pour un temps partagé dans mon établissement.\n"
	    "Le Directeur général\n"
	    "\f"
	    "Centre hospitalier de Valbec\n"
	    "Direction\n"
	    "Objet : avis du directeur\n"
	    "Madame, Monsieur,\n"
	    "J’émets un avis favorable à la candidature de Mme Clara NEVEU, "
	    "qui sera notre collaboratrice à 60 %.\n"
	    "Le Directeur\n",
	    PIECE("avis-directeur-chu") "\n" PIECE("avis-directeur-ch") },
	{ "a page that goes on with the opinion before it",
	    "Avis du chef de service du centre hospitalier\n"
	    "Je soussigné Dr Paul VASSE, chef de service au CH de Valbec, "
	    "donne un avis favorable à Mme Clara NEVEU.\n"
	    "Projet de formation : la première année sera consacrée à la "
	    "prise en charge des patients âgés, avec deux consultations par "
	    "semaine et une participation à\n"
	    "\f"
	    "la permanence des soins, puis à la création d’une unité mobile. "
	    "La seconde année verra l’ouverture de l’hôpital de jour.\n"
	    "Date : 6 janvier 2026\n"
	    "Signature : Dr VASSE\n",
	    PIECE("avis-chef-service-ch") },
	{ "the CME met and gave its opinion",
	    "CENTRE HOSPITALIER INTERCOMMUNAL DE L’ORNE SUD\n"
	    "Commission médicale d’établissement\n"
	    "Extrait du procès-verbal de la séance du 9 décembre 2025\n"
	    "La CME, réunie le 9 décembre 2025, a émis à l’unanimité un avis "
	    "favorable au recrutement de Mme Clara NEVEU comme assistante "
	    "spécialiste régionale.\n"
	    "La présidente,\n"
	    "Dr Françoise LEMERCIER\n",
	    PIECE("avis-cme-ch") },
	{ "the direction gives its agreement, nobody says avis",
	    "CH de Valbec\n"
	    "La Directrice\n"
	    "Valbec, le 14 janvier 2026\n"
	    "Madame, Monsieur,\n"
	    "Par la présente, je vous donne mon accord pour le recrutement "
	    "de M. Yanis BELKACEM sur un poste d’assistant spécialiste "
	    "régional, à 60 % dans notre établissement.\n"
	    "La Directrice du Centre hospitalier,\n"
	    "Corinne DELAMARE\n",
	    PIECE("avis-directeur-ch") },
	{ "the head of service is glad to welcome the candidate",
	    "CHU ROUEN NORMANDIE\n"
	    "Département d’imagerie médicale\n"
	    "Pr Aymeric LANCELOT\n"
	    "Le 22 janvier 2026\n"
	    "Je suis très favorable à l’accueil de M. Yanis BELKACEM dans "
	    "mon service deux jours par semaine pendant deux ans.\n"
	    "Pr Aymeric LANCELOT, chef de service\n",
	    PIECE("avis-chef-service-chu") },
	{ "reserved opinion on a hospital's own template",
	    "AVIS DU CHEF DE SERVICE D’ACCUEIL – CH DE VALBEC\n"
	    "Candidat : Yanis BELKACEM\n"
	    "Spécialité : radiologie\n"
	    "Avis : favorable sous réserve de l’obtention de la thèse\n"
	    "Commentaires : bon interne, apprécié de l’équipe.\n"
	    "Nom et signature du chef de service : Dr Armand QUESNEL\n",
	    PIECE("avis-chef-service-ch") },
	{ "opinion of a head of pole: a person looks",
	    "CHU de Caen\n"
	    "Pôle anesthésie-réanimation\n"
	    "J’émets un avis favorable à la candidature de Mme Clara NEVEU.\n"
	    "Pr Benoît SAFFREY\n"
	    "Chef de pôle\n",
	    "piece avis-chef-service-chu uncertain probable\n"
	    "piece avis-chef-service-ch uncertain probable" },
	{ "OCR of the form's page, letters wrong",
	    "ANNEXE l1\n"
	    "CANDlDATURE ASR\n"
	    "Avis du présidenl de CME du CHU\n"
	    "dans lequel l'assislant souhaite être recruté ou accompIir le "
	    "temps de formation prevu par le contrat\n"
	    "Je soussigne(e) Pr Louis GAUMONT\n"
	    "Presidenl de CME de : CHU de Caen Normandie\n"
	    "Donne un avis favorable a : Clara NEVEU\n"
	    "Pour la periode du : 02/11/2026 au 01/11/2028\n"
	    "Date : 05/01/2026   Signature :\n",
	    PIECE("avis-cme-chu") },
	{ "OCR loses the side in the title, the signatory tells it",
	    "Avis du DIRECTEUR du CH|\n"
	    "Je soussigné(e) Mme Anne PERRIGAULT\n"
	    "Directeur de : CHU de Rouen Normandie\n"
	    "Donne un avis favorable à : Clara NEVEU\n"
	    "Pour la période du : 02/11/2026 au 01/11/2028\n",
	    "piece avis-directeur-ch uncertain probable\n"
	    "piece avis-directeur-chu uncertain probable" },
	{ "annexe 12 ticked, and not ticked",
	    "ANNEXE 12\nPROTECTION DES DONNEES\n"
	    "[x] En cochant cette case, j’accepte de fournir les données "
	    "personnelles me concernant à l’ARS de Normandie\n"
	    "\f"
	    "ANNEXE 12\nPROTECTION DES DONNEES\n"
	    "[ ] En cochant cette case, j’accepte de fournir les données "
	    "personnelles me concernant à l’ARS de Normandie\n",
	    PIECE("protection-donnees") "\n"
	    "piece protection-donnees blank certain" },
	{ "annexe 12 whose box nobody can read",
	    "ANNEXE 12\nPROTECTION DES DONNEES\n"
	    "[?] En cochant cette case, j’accepte de fournir les données "
	    "personnelles me concernant à l’ARS de Normandie\n",
	    PIECE("protection-donnees") },
	{ "a blank page of the form with a hospital's header",
	    "Annexe 9\nCANDIDATURE ASR\n"
	    "Avis du DIRECTEUR du CENTRE HOSPITALIER\n"
	    "dans lequel l’assistant souhaite être recruté ou\n"
	    "exercer son temps partagé\n"
	    "Je soussigné(e) …………………………………………….\n"
	    "Directeur de : …………………………………………….\n"
	    "Donne un avis favorable à : …………………………………………….\n"
	    "Pour être recruté(e) en qualité d’assistant spécialiste ou "
	    "exercer son temps partagé dans le service : ……………….\n"
	    "Pour la période du :\n"
	    "à l’issue de ce post-internat l’établissement envisage de "
	    "recruter ce candidat en tant que :\n"
	    "Date :\nSignature :\n",
	    "piece avis-directeur-ch blank certain" },
	{ "the same with the candidate's name and a date alone",
	    "Annexe 9\nCANDIDATURE ASR\n"
	    "Avis du DIRECTEUR du CENTRE HOSPITALIER\n"
	    "dans lequel l’assistant souhaite être recruté ou\n"
	    "exercer son temps partagé\n"
	    "Je soussigné(e) …………………………………………….\n"
	    "Directeur de : …………………………………………….\n"
	    "Donne un avis favorable à : Mme NEVEU Clara\n"
	    "Pour être recruté(e) en qualité d’assistant spécialiste ou "
	    "exercer son temps partagé dans le service : ……………….\n"
	    "Pour la période du :\n"
	    "à l’issue de ce post-internat l’établissement envisage de "
	    "recruter ce candidat en tant que :\n"
	    "Date : 12 janvier 2026\nSignature :\n",
	    "piece avis-directeur-ch blank certain" },
	{ "the same prepared with service and hospital: a person looks",
	    "Annexe 9\nCANDIDATURE ASR\n"
	    "Avis du DIRECTEUR du CENTRE HOSPITALIER\n"
	    "dans lequel l’assistant souhaite être recruté ou\n"
	    "exercer son temps partagé\n"
	    "Je soussigné(e) …………………………………………….\n"
	    "Directeur de : CH de Valbec\n"
	    "Donne un avis favorable à : Mme NEVEU Clara\n"
	    "Pour être recruté(e) en qualité d’assistant spécialiste ou "
	    "exercer son temps partagé dans le service : dermatologie\n"
	    "Pour la période du : 2 novembre 2026 au 1er novembre 2028\n"
	    "à l’issue de ce post-internat l’établissement envisage de "
	    "recruter ce candidat en tant que :\n"
	    "Date :\nSignature :\n",
	    "piece avis-directeur-ch uncertain certain" },
	{ "annexe 2 that only points to a letter",
	    "ANNEXE 2\nLETTRE DE MOTIVATION DU CANDIDAT\nA rédiger\n"
	    "Rappel : il est impératif que le candidat rédige une lettre de "
	    "motivation dûment signée, précisant notamment son projet "
	    "professionnel à court / moyen et long terme, stipulant les "
	    "établissements concernés par cette demande de post-internat et "
	    "la quotité de temps partagé estimée entre ceux-ci.\n"
	    "Voir lettre jointe au dossier\n",
	    "piece lettre-motivation uncertain certain" },
	{ "annexe 7 left empty beside its date",
	    "ANNEXE 7\nCANDIDATURE ASR\n"
	    "Avis du COORDONNATEUR de la spécialité\n"
	    "Fournir un courrier d’appui du coordonnateur local de la "
	    "spécialité précisant son avis\n"
	    "· sur la candidature,\n· sur le projet,\n"
	    "· sur le devenir du candidat à la fin de son contrat.\n"
	    "Date : 12/01/2026          Signature :\n",
	    "piece avis-coordonnateur blank certain" },
	{ "the whole form in one stretch, two annexes of it",
	    "ANNEXE 5\nCANDIDATURE ASR\n"
	    "Avis du CHEF DE SERVICE UNIVERSITAIRE\n"
	    "dans lequel l’assistant souhaite être recruté ou accomplir le "
	    "temps de formation prévu par le contrat\n"
	    "Je soussigné(e) Pr Alban TESNIÈRE\n"
	    "Chef de Service de : cardiologie, CHU de Caen\n"
	    "Donne un avis favorable à : Yanis BELKACEM\n"
	    "Descriptif du projet de formation envisagé : rythmologie\n"
	    "Date : 03/01/2026   Signature :\n"
	    "ANNEXE 6\nCANDIDATURE ASR\n"
	    "Avis du CHEF DE SERVICE du CENTRE HOSPITALIER\n"
	    "dans lequel l’assistant souhaite être recruté ou exercer son "
	    "temps partagé\n"
	    "Je soussigné(e) Dr Paul VASSE\n"
	    "Chef de Service de : cardiologie, CH de Valbec\n"
	    "Donne un avis favorable à : Yanis BELKACEM\n"
	    "Descriptif du projet de formation envisagé : échographie\n"
	    "Date : 04/01/2026   Signature :\n",
	    PIECE("avis-chef-service-chu") "\n"
	    PIECE("avis-chef-service-ch") },
	{ "a job description and an agreement",
	    "CONVENTION DE MISE À DISPOSITION\n"
	    "Entre les soussignés : le CHU de Caen, représenté par son "
	    "directeur général, et le CH de Valbec, représenté par son "
	    "directeur, il est convenu ce qui suit :\n"
	    "Article 1 : objet. Article 2 : durée.\n",
	    OTHER },
	{ "inscription at the Ordre",
	    "CONSEIL DÉPARTEMENTAL DE L’ORDRE DES MÉDECINS DU CALVADOS\n"
	    "ATTESTATION D’INSCRIPTION AU TABLEAU\n"
	    "Le Président certifie que le Docteur Clara NEVEU est inscrite au "
	    "tableau sous le numéro 14/00000. RPPS 10000000000.\n",
	    OTHER },
	{ "certificate that a thesis was defended",
	    "UNIVERSITÉ DE CAEN NORMANDIE – UFR SANTÉ\n"
	    "ATTESTATION\n"
	    "Le doyen de la faculté de médecine atteste que Mme Clara NEVEU a "
	    "soutenu sa thèse en vue du diplôme d’État de docteur en médecine "
	    "le 3 octobre 2025.\n",
	    PIECE("diplomes") },
	{ "head of service and coordinator in one letter: two opinions",
	    "CHU de Rouen Normandie\n"
	    "Objet : candidature de M. Yanis BELKACEM\n"
	    "En ma double qualité de cheffe du service de pneumologie et de "
	    "coordinatrice locale du DES, je donne un avis favorable à la "
	    "candidature de M. Yanis BELKACEM et à son projet.\n"
	    "Pr Solange ESTRADE\n"
	    "Cheffe du service de pneumologie, coordinatrice locale du DES, "
	    "CHU de Rouen Normandie\n",
	    PIECE("avis-coordonnateur") "\n"
	    PIECE("avis-chef-service-chu") },
	{ "a head of service who speaks of the coordinator: one for sure",
	    "CHU de Rouen Normandie\n"
	    "Objet : candidature de M. Yanis BELKACEM\n"
	    "Je soussignée, Pr Solange ESTRADE, cheffe du service de "
	    "pneumologie, en accord avec le coordonnateur local du DES, donne "
	    "un avis favorable à la candidature de M. Yanis BELKACEM.\n"
	    "Pr Solange ESTRADE\n"
	    "Cheffe du service de pneumologie du CHU de Rouen Normandie\n",
	    PIECE("avis-chef-service-chu") "\n"
	    "piece avis-coordonnateur uncertain probable" },
	{ "of a post that a colleague's retirement leaves",
	    "CHU de Rouen Normandie\n"
	    "Objet : candidature de M. Yanis BELKACEM\n"
	    "Le poste comblera un départ en retraite. Je donne un avis "
	    "favorable à la candidature de M. Yanis BELKACEM.\n"
	    "Pr Solange ESTRADE\n"
	    "Cheffe du service de pneumologie du CHU de Rouen Normandie\n",
	    PIECE("avis-chef-service-chu") },
	{ "both directors in one letter, and neither signs as one: a person's",
	    "CH de Valbec – CHU de Caen Normandie\n"
	    "Le directeur du CH de Valbec et le directeur général du CHU de "
	    "Caen Normandie donnent un avis favorable à la candidature de "
	    "Mme Clara NEVEU.\n"
	    "Hubert LANGEVIN, pour le CH de Valbec\n"
	    "Anne PERRIGAULT, pour le CHU de Caen Normandie\n",
	    "piece avis-directeur-ch uncertain probable\n"
	    "piece avis-directeur-chu uncertain probable" },
	{ "an opinion that says what it is, and against",
	    "CH DE VALBEC\n"
	    "Service de dermatologie\n"
	    "Objet : post-internat de Mme Clara NEVEU\n"
	    "Madame la Directrice générale,\n"
	    "Cheffe du service de dermatologie, j’ai bien connu Mme NEVEU. "
	    "Mon avis reste réservé, faute de temps d’encadrement.\n"
	    "Bien confraternellement.\n"
	    "Dr Odette FERRAND\n"
	    "Cheffe du service de dermatologie, CH de Valbec\n",
	    PIECE("avis-chef-service-ch") },
	{ "a blank page of the form with a stamp of arrival is blank",
	    "ANNEXE 9\nCANDIDATURE ASR\n"
	    "Avis du DIRECTEUR du CENTRE HOSPITALIER\n"
	    "dans lequel l’assistant souhaite être recruté ou\n"
	    "exercer son temps partagé\n"
	    "Je soussigné(e) ................................\n"
	    "Directeur de : .................................\n"
	    "Donne un avis favorable à : ....................\n"
	    "Pour être recruté(e) en qualité d’assistant spécialiste ou "
	    "exercer son temps partagé dans le service : ..........\n"
	    "Pour la période du : ...........................\n"
	    "à l’issue de ce post-internat l’établissement envisage de "
	    "recruter ce candidat en tant que : .............\n"
	    "Date : ......... Signature : ...................\n"
	    "Courrier reçu le 15 janvier 2026 – Secrétariat général\n",
	    "piece avis-directeur-ch blank certain" },
	{ "motivation that answers an announcement, in nobody's words",
	    "Clara NEVEU – docteure junior en dermatologie\n"
	    "À la commission de sélection\n"
	    "Votre offre de poste partagé a retenu mon attention. Je serais "
	    "recrutée par le CH de Valbec et passerais deux jours au CHU.\n"
	    "Je reste à votre disposition pour un entretien.\n"
	    "Clara NEVEU\n",
	    PIECE("lettre-motivation") },
};

#endif
