/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters whose signature says whose opinion they are, in whatever words,
 * and papers that name the same functions and are no opinion.
 */
#ifndef ASR_TEST_SIGNED_LETTERS_H
#define ASR_TEST_SIGNED_LETTERS_H

#include "letters.h"

static const struct letter signed_letters[] = {
	{ "a university head of service, without the word «avis»",
	    "CHU de Rouen Normandie\n"
	    "Service de néphrologie\n"
	    "Nous avons rencontré Mme Lise MARCHADIER à deux reprises. Toute "
	    "l’équipe est unanime : sa venue deux jours par semaine serait "
	    "une chance pour la filière de dialyse.\n"
	    "Professeur Gilles TESSON\n"
	    "Chef du service de néphrologie\n",
	    PIECE("avis-chef-service-chu") },
	{ "a hospital’s head of service, of a unit",
	    "CENTRE HOSPITALIER DE VALBEC\n"
	    "C’est avec plaisir que nous partagerons ce poste avec le CHU de "
	    "Caen et que M. Yanis BELKACEM rejoindra l’unité.\n"
	    "Docteur Odette FERRAND, cheffe de service\n",
	    PIECE("avis-chef-service-ch") },
	{ "a director, two words and a stamp",
	    "CH de Valbec\n"
	    "Recrutement de Mme Lise MARCHADIER comme assistante à temps "
	    "partagé, du 2 novembre 2026 au 1er novembre 2028 : accord.\n"
	    "P/O le Directeur du CH de Valbec,\n"
	    "l’attachée d’administration\n"
	    "Direction des ressources humaines\n",
	    PIECE("avis-directeur-ch") },
	{ "the president of a C.M.E. written with full stops",
	    "C.H.U. DE CAEN\n"
	    "C.M.E.\n"
	    "Objet : assistanat de M. Yanis BELKACEM\n"
	    "La communauté médicale adhère à cette demande.\n"
	    "Le Président de la C.M.E.,\n"
	    "Pr Alban TESNIÈRE\n",
	    PIECE("avis-cme-chu") },
	{ "a coordinator of a D.E.S. who appraises",
	    "UFR Santé – Caen\n"
	    "Mme Lise MARCHADIER est l’une de nos internes les plus sûres ; "
	    "son projet est cohérent, je le recommande.\n"
	    "Pr Blanche DUVAL\n"
	    "Coordonnatrice du D.E.S. de pneumologie\n",
	    PIECE("avis-coordonnateur") },
	{ "a head of service whose letter serves as the coordinator’s, too",
	    "CHU de Caen Normandie\n"
	    "Service de pneumologie\n"
	    "J’émets un avis favorable à la candidature de Mme Lise "
	    "MARCHADIER. La présente vaut également avis du coordonnateur "
	    "local de la spécialité.\n"
	    "Pr Blanche DUVAL\n"
	    "Cheffe du service de pneumologie, CHU de Caen\n",
	    PIECE("avis-chef-service-chu") "\n" PIECE("avis-coordonnateur") },
	{ "colleagues who agree have not written",
	    "CH de Valbec\n"
	    "Service de pneumologie\n"
	    "Je suis favorable à la venue de Mme Lise MARCHADIER. Le "
	    "directeur et le président de la CME, consultés, partagent cet "
	    "enthousiasme.\n"
	    "Dr Odette FERRAND\n"
	    "Cheffe du service de pneumologie\n",
	    PIECE("avis-chef-service-ch") },
	{ "who gets a copy does not sign",
	    "CHU de Rouen Normandie\n"
	    "Service de néphrologie\n"
	    "Je soutiens la candidature de Mme Lise MARCHADIER.\n"
	    "Pr Gilles TESSON\n"
	    "Chef du service de néphrologie\n"
	    "Copie : Monsieur le Directeur du CHU\n"
	    "Copie à la Présidente de la CME\n",
	    PIECE("avis-chef-service-chu") },
	{ "a certificate of an internship is no opinion",
	    "CHU de Rouen Normandie\n"
	    "Service de néphrologie\n"
	    "Attestation\n"
	    "Je certifie que Mme Lise MARCHADIER a effectué un excellent "
	    "semestre dans le service, du 2 mai au 1er novembre 2025.\n"
	    "Pr Gilles TESSON\n"
	    "Chef du service de néphrologie\n",
	    NULL },
	{ "nor is a letter that only sends papers",
	    "CH de Valbec\n"
	    "Direction des affaires médicales\n"
	    "Madame, Monsieur,\n"
	    "Vous trouverez ci-joint le dossier de candidature de Mme Lise "
	    "MARCHADIER, avec les avis favorables du directeur et du chef "
	    "de service. Je reste à votre disposition.\n"
	    "La Directrice des affaires médicales\n",
	    NULL },
	{ "whom the head introduces as a field signs by name below",
	    "CME – Centre hospitalier de Valbec\n"
	    "Présidente : Dr Odette FERRAND\n"
	    "12 février 2026\n"
	    "Chers collègues,\n"
	    "La communauté médicale plaide pour le recrutement de M. Yanis "
	    "BELKACEM, trois jours par semaine.\n"
	    "O. FERRAND\n",
	    PIECE("avis-cme-ch") },
	{ "only who presides says «que je préside»",
	    "CHU de Rouen Normandie\n"
	    "Madame,\n"
	    "La commission que je préside se réjouit de la venue de Mme Lise "
	    "MARCHADIER, deux jours par semaine.\n"
	    "Gilles TESSON\n",
	    PIECE("avis-cme-chu") },
	{ "who says in which function they speak",
	    "CH de Valbec\n"
	    "Madame, Monsieur,\n"
	    "Cheffe de service depuis 2019, je demande que ce poste partagé "
	    "soit accordé à M. Yanis BELKACEM ; nous l’accueillerons "
	    "volontiers.\n"
	    "Dr Odette FERRAND\n",
	    PIECE("avis-chef-service-ch") },
	{ "what a message stands for",
	    "Bonjour,\n"
	    "Le recrutement de Mme Lise MARCHADIER au CHU de Rouen est validé. "
	    "Le présent message tient lieu d’avis du directeur du CHU.\n"
	    "Bonne journée,\n"
	    "Gilles TESSON\n",
	    PIECE("avis-directeur-chu") },
	{ "an opinion on somebody who leaves a post: a person looks",
	    "CH de Valbec\n"
	    "Service de cardiologie\n"
	    "Objet : avis du chef de service\n"
	    "Monsieur le Directeur,\n"
	    "J’émets un avis favorable à la demande de Mme Lise MARCHADIER, "
	    "praticien hospitalier, qui souhaite une disponibilité pour "
	    "convenances personnelles ; l’assistant partagé la remplacera.\n"
	    "Dr Odette FERRAND, cheffe de service\n",
	    "piece avis-chef-service-ch uncertain probable\n"
	    "piece avis-chef-service-chu uncertain probable" },
	{ "who asks for opinions gives none",
	    "CH de Valbec\n"
	    "Direction\n"
	    "Objet : candidature de Mme Lise MARCHADIER\n"
	    "Monsieur le Directeur,\n"
	    "Nous sommes heureux de ce recrutement et vous prions de bien "
	    "vouloir nous retourner, signés, l’avis du chef de service, l’avis "
	    "du directeur et l’avis du président de la CME.\n"
	    "La Directrice\n",
	    NULL },
	{ "a hospital’s plans that name nobody: a person looks",
	    "CENTRE HOSPITALIER DE VALBEC\n"
	    "Volet 3 : pneumologie\n"
	    "Le recours à des postes partagés avec le CHU de Caen (assistants "
	    "spécialistes régionaux) est privilégié.\n"
	    "Le directeur est favorable à ce plan.\n"
	    "Le Directeur du CH de Valbec\n",
	    "piece avis-directeur-ch uncertain probable\n"
	    "piece avis-directeur-chu uncertain probable" },
	{ "two heads of service who say that they speak together",
	    "Nous soussignés, Pr Gilles TESSON, chef du service de néphrologie "
	    "du CHU de Caen Normandie, et Dr Odette FERRAND, cheffe du service "
	    "de médecine du CH de Valbec, donnons chacun un avis favorable à "
	    "la candidature de Mme Lise MARCHADIER.\n",
	    PIECE("avis-chef-service-chu") "\n" PIECE("avis-chef-service-ch") },
	{ "of another scheme",
	    "CENTRE HOSPITALIER DE VALBEC\n"
	    "J’émets un avis favorable à la candidature de M. Yanis BELKACEM "
	    "comme assistant mixte ville-hôpital.\n"
	    "La Directrice\n",
	    "piece avis-directeur-ch uncertain probable\n"
	    "piece avis-directeur-chu uncertain probable" },
	{ "one director of two houses, on the paper of the other",
	    "CHU de Caen Normandie\n"
	    "Le Directeur général, également directeur par intérim du Centre "
	    "hospitalier de Valbec\n"
	    "Je donne, au nom du CHU, un avis favorable à l’exercice de M. Yanis "
	    "BELKACEM, pour 40 % de son temps.\n"
	    "Gilles TESSON\n",
	    "piece avis-directeur-ch uncertain probable\n"
	    "piece avis-directeur-chu uncertain probable" },
	{ "who directs a laboratory is its head, and no director",
	    "CH de Valbec – Laboratoire de biologie médicale\n"
	    "Madame, Monsieur,\n"
	    "Le laboratoire dont j’assume la direction est candidat à l’accueil "
	    "de Mme Lise MARCHADIER, trois jours par semaine. Je soutiens sa "
	    "candidature.\n"
	    "Dr Odette FERRAND\n",
	    PIECE("avis-chef-service-ch") },
	{ "a favourable opinion that somebody’s post meets with",
	    "CHU de Caen Normandie\n"
	    "En ma qualité de présidente de la commission médicale "
	    "d’établissement du CHU de Caen, je vous informe que l’accueil de "
	    "Mme Lise MARCHADIER recueille un avis favorable.\n"
	    "Pr Blanche DUVAL\n",
	    PIECE("avis-cme-chu") },
	{ "who directs a hospital is no head of service",
	    "CH de Valbec\n"
	    "Madame, Monsieur,\n"
	    "Le CH de Valbec, que j’ai l’honneur de diriger, porte la "
	    "candidature de M. Yanis BELKACEM ; j’y suis très favorable.\n"
	    "Mme Odette FERRAND\n"
	    "La Directrice\n",
	    PIECE("avis-directeur-ch") },
	{ "a candidate for another post",
	    "Lise MARCHADIER\n"
	    "Madame la Directrice,\n"
	    "Votre annonce a retenu mon attention et je postule au poste de "
	    "praticien contractuel du centre hospitalier de Valbec. Docteure "
	    "junior, je souhaite rejoindre ce territoire où mon compagnon vient "
	    "d’être muté, et mes stages m’y ont préparée.\n"
	    "Veuillez agréer mes salutations.\n"
	    "L. Marchadier\n",
	    "piece lettre-motivation uncertain probable" },
	{ "a letter of two pages, the second without a head",
	    "CENTRE HOSPITALIER DE VALBEC\n"
	    "Service de médecine physique\n"
	    "Objet : M. Yanis BELKACEM, poste partagé\n"
	    "Mesdames, Messieurs,\n"
	    "Notre équipe compte deux médecins généralistes et une gériatre.\n"
	    "Le service a quarante lits, un hôpital de jour et un gymnase.\n"
	    "Aucun spécialiste n’y exerce, alors que l’autorisation en exige "
	    "un.\n"
	    "\f"
	    "Il exercerait trois jours par semaine à Valbec et deux au CHU.\n"
	    "La visite des patients neurologiques lui serait confiée,\n"
	    "avec la consultation d’appareillage\n"
	    "et la coordination de l’hôpital de jour.\n"
	    "En tant que chef de service, j’y suis tout à fait favorable,\n"
	    "pour la période qui s’ouvrira\n"
	    "le 2 novembre 2026.\n"
	    "Je vous remercie de l’intérêt\n"
	    "que vous porterez à ce dossier.\n"
	    "O. FERRAND\n",
	    PIECE("avis-chef-service-ch") },
	{ "a hospital that nobody knows",
	    "Centre hospitalier de Saintonge\n"
	    "Service de médecine interne\n"
	    "J’émets un avis favorable à la candidature de Mme Lise "
	    "MARCHADIER.\n"
	    "Dr Odette FERRAND, cheffe de service\n",
	    "piece avis-chef-service-ch uncertain probable\n"
	    "piece avis-chef-service-chu uncertain probable" },
	{ "a hospital whose name the letterhead's columns break off",
	    "Centre hospitalier intercommunal rue du Docteur Villers\n"
	    "La direction\n"
	    "J’émets un avis favorable à la candidature de Mme Lise "
	    "MARCHADIER.\n"
	    "La directrice de l’établissement\n",
	    PIECE("avis-directeur-ch") },
	{ "a letter may ask twice",
	    "Lise MARCHADIER\n"
	    "Madame, Monsieur,\n"
	    "Je sollicite un poste d’assistante à temps partagé avec le CHU de "
	    "Caen. Pourquoi ? Pourquoi ici ? Docteure junior, je souhaite rejoindre "
	    "Valbec, et mes stages m’y ont préparée.\n"
	    "Veuillez agréer mes salutations.\n",
	    PIECE("lettre-motivation") },
	{ "who asks thrice wants to know",
	    "Lise MARCHADIER\n"
	    "Madame, Monsieur,\n"
	    "Je sollicite un poste d’assistante à temps partagé avec le CHU de "
	    "Caen. Pourquoi ? Pourquoi ici ? Qui signe ? Docteure junior, je souhaite rejoindre "
	    "Valbec, et mes stages m’y ont préparée.\n"
	    "Veuillez agréer mes salutations.\n",
	    "piece lettre-motivation uncertain probable" },
	{ "a title of eight words that is none of a piece’s",
	    "CH de Valbec\n"
	    "Rapport un deux trois quatre cinq six sept\n"
	    "J’émets un avis favorable à la candidature de Mme Lise "
	    "MARCHADIER.\n"
	    "La Directrice du CH de Valbec\n",
	    "piece avis-directeur-ch uncertain probable\n"
	    "piece avis-directeur-chu uncertain probable" },
	{ "with nine it is a sentence",
	    "CH de Valbec\n"
	    "Rapport un deux trois quatre cinq six sept huit\n"
	    "J’émets un avis favorable à la candidature de Mme Lise "
	    "MARCHADIER.\n"
	    "La Directrice du CH de Valbec\n",
	    PIECE("avis-directeur-ch") },
	{ "a director’s opinion, in somebody’s question",
	    "De : Lise MARCHADIER\n"
	    "Bonjour,\n"
	    "Je voudrais déposer un dossier avec le CH de Valbec. Le "
	    "directeur du CH m’a écrit : « Je donne un avis favorable à "
	    "votre recrutement. » Puis-je joindre ce courriel ?\n"
	    "Lise Marchadier\n",
	    "piece avis-directeur-ch uncertain probable\n"
	    "piece avis-directeur-chu uncertain probable" },
	{ "a practitioner who says that he is no head of service",
	    "CH de Valbec\n"
	    "Service de pneumologie\n"
	    "Je soussigné, Docteur Gilles TESSON, praticien hospitalier, "
	    "ai encadré Mme Lise MARCHADIER sans être responsable du "
	    "service. Je la recommande pour le poste partagé.\n"
	    "Dr Gilles TESSON\n",
	    "piece avis-chef-service-ch uncertain probable\n"
	    "piece avis-chef-service-chu uncertain probable" },
	{ "one letter in two capacities",
	    "CHU de Caen Normandie\n"
	    "Service de pneumologie\n"
	    "Mme Lise MARCHADIER\n"
	    "Cette lettre vaut à la fois avis du chef de service "
	    "universitaire et avis du coordonnateur. J’accueillerai "
	    "Mme MARCHADIER deux jours par semaine : avis favorable.\n"
	    "Pr Blanche DUVAL\n",
	    PIECE("avis-chef-service-chu") "\n" PIECE("avis-coordonnateur") },
	{ "two heads of service, of whom one house is told",
	    "CHU de Caen Normandie\n"
	    "AVIS DES CHEFS DE SERVICE\n"
	    "Nous soussignés, Pr Blanche DUVAL et Dr Gilles TESSON, sommes "
	    "favorables à la candidature de Mme Lise MARCHADIER.\n"
	    "B. DUVAL          G. TESSON\n",
	    PIECE("avis-chef-service-chu") "\n"
	    "piece avis-chef-service-ch uncertain probable" },
	{ "a coordinator, in one line",
	    "Université de Caen Normandie\n"
	    "Avis du coordonnateur local : favorable.\n"
	    "Interne : Lise MARCHADIER\n"
	    "Lieu : Valbec / Caen\n"
	    "Début : novembre 2026\n"
	    "Pr Blanche DUVAL, 4/2/26\n",
	    PIECE("avis-coordonnateur") },
	{ "a commission that speaks, on its own paper",
	    "Pr Alban TESNIÈRE\n"
	    "Commission médicale d’établissement – CHU de Caen Normandie\n"
	    "La CME du CHU de Caen Normandie émet un avis favorable à "
	    "l’accueil de Mme Lise MARCHADIER.\n"
	    "Pr Alban TESNIÈRE\n",
	    PIECE("avis-cme-chu") },
	{ "a title behind what the letter is about",
	    "Centre Hospitalier de Valbec\n"
	    "Objet : poste partagé – avis du directeur\n"
	    "Rien ne s’oppose à la venue de Mme Lise MARCHADIER dans "
	    "notre maison.\n"
	    "Hubert LANGEVIN\n",
	    PIECE("avis-directeur-ch") },
	{ "a title behind its letter",
	    "Pièce F : Avis du chef de service du centre hospitalier\n"
	    "Je soussigné Dr Odette FERRAND\n"
	    "donne un avis favorable à Mme Lise MARCHADIER\n"
	    "Pour la période du 02/11/2026 au 01/11/2028\n",
	    PIECE("avis-chef-service-ch") },
	{ "a fax’s own line names no house",
	    "02/12/2025 14:07 02 33 00 00 00 CH P.001/007\n"
	    "CHU de Caen\n"
	    "Le service que je dirige accueillera Mme Lise MARCHADIER : "
	    "avis favorable.\n"
	    "Pr Blanche DUVAL\n"
	    "Cheffe du service de pneumologie\n",
	    PIECE("avis-chef-service-chu") },
	{ "a house’s own sheet that says little, and answers nothing it asks",
	    "Session 2026\n"
	    "AVIS DU DIRECTEUR DU CHU\n"
	    "Je soussigné(e) :\n"
	    "Directeur de :\n"
	    "Donne un avis favorable à :\n"
	    "Pour la période du :\n"
	    "Observations :\n"
	    "Date :            Signature :\n",
	    "piece avis-directeur-chu uncertain certain" },
	{ "a diploma that a sheet asks for is no paper of its own",
	    "FICHE DU CANDIDAT\n"
	    "MARCHADIER Lise\n"
	    "née le 3 mars 1995 à Valbec\n"
	    "Diplôme d’études spécialisées : pneumologie\n"
	    "Thèse : soutenue le 14 janvier 2025\n"
	    "DES : validation en octobre 2026\n"
	    "12, rue du Port, 14000 Caen ; téléphone 06 00 00 00 01\n",
	    PIECE("fiche-candidat") },
	{ "an extract of minutes, whose guests sign nothing",
	    "CENTRE HOSPITALIER DE VALBEC\n"
	    "Point 4 – assistant partagé\n"
	    "Présents : M. Hubert LANGEVIN, directeur ; Mme PETIT, cadre\n"
	    "La candidature de Mme Lise MARCHADIER est soutenue : avis "
	    "favorable.\n"
	    "Prochaine séance : 17 mars 2026.\n",
	    "piece avis-directeur-ch uncertain probable\n"
	    "piece avis-directeur-chu uncertain probable" },
	{ "a coupon whose choice is not made",
	    "CHU de Caen\n"
	    "Avis du chef de service : favorable / réservé / défavorable\n"
	    "Nom et prénom du candidat : ............\n"
	    "Service universitaire pressenti : ............\n"
	    "Date et signature : ............\n",
	    "piece avis-chef-service-chu uncertain certain" },
	{ "… and one whose choice is",
	    "CHU de Caen\n"
	    "Avis du chef de service : favorable X réservé défavorable\n"
	    "Candidate : Mme Lise MARCHADIER\n"
	    "Service universitaire pressenti : pneumologie, deux jours\n"
	    "Pr Blanche DUVAL, 4 février 2026\n",
	    PIECE("avis-chef-service-chu") },
	{ "a message passed on twice, with an opinion in it",
	    "Message transféré\n"
	    "De : doyenné\n"
	    "Bonjour, voici.\n"
	    "Message transféré\n"
	    "De : Pr Blanche DUVAL\n"
	    "La coordonnatrice locale du DES de pneumologie émet un avis "
	    "favorable à l’assistanat de Mme Lise MARCHADIER.\n"
	    "Pr Blanche DUVAL\n"
	    "Coordonnatrice locale du DES de pneumologie\n",
	    "other - present probable" },
};

#endif
