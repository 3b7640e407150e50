"""Names by locale, and telephone numbers that belong to nobody: ranges kept free for stories and examples.

Where a country keeps no such range, its people have a British mobile number of the range that is.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.frozen import NamedTuple


class Names(NamedTuple):
    """First names of women and men, last names, and how a telephone number is written; # is any digit."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    last: tuple[str, ...]
    phones: tuple[str, ...]


def _names(women: str, men: str, last: str, *phones: str) -> Names:
    lasts = tuple(word.replace("_", " ") for word in last.split())
    return Names(women=tuple(women.split()), men=tuple(men.split()), last=lasts, phones=phones)


# fmt: off
# Ofcom, numbers for drama
_BRITISH = ("07700 900###", "020 7946 0###", "0113 496 0###", "0161 496 0###", "0117 496 0###")
_ABROAD = ("+44 7700 900###",)
# the North American Numbering Plan keeps 555-0100 to 555-0199 for stories
_AMERICAN = ("212-555-01##", "312-555-01##", "415-555-01##", "617-555-01##", "206-555-01##", "303-555-01##")

NAMES: Mapping[str, Names] = {
    "en_US": _names(
        "Emily Olivia Grace Hannah Abigail Natalie Chloe Samantha Megan Jasmine Alicia Denise Brenda Kimberly Latoya "
        "Maria Angela Rachel Diane Joyce",
        "James Ethan Michael Daniel Tyler Brandon Marcus Kevin Jason Andre Carlos Raymond Walter Gregory Nathan Dylan "
        "Luis Patrick Howard Eric",
        "Miller Johnson Davis Garcia Wilson Anderson Martinez Thompson Robinson Clark Lewis Walker Young "
        "Hernandez King Wright Lopez Scott Green Nelson Carter Mitchell Perez Roberts Turner Phillips Campbell Evans",
        *_AMERICAN,
    ),
    "en_CA": _names(
        "Claire Sophie Heather Megan Priya Karen Danielle Joanne Amber Simone Lindsay Brooke",
        "Liam Connor Graham Ryan Arjun Trevor Mathieu Derek Scott Colin Wayne Blake",
        "Tremblay MacDonald Roy Campbell Singh Martin Wilson Fraser Chan Stewart Morrison Bouchard Reid "
        "Sinclair Grant Dhillon",
        "416-555-01##",
        "604-555-01##",
        "514-555-01##",
        "403-555-01##",
    ),
    "en_GB": _names(
        "Charlotte Amelia Poppy Isla Freya Harriet Gemma Nicola Priya Aisha Fiona Margaret Joan Bethan Siobhan Yasmin",
        "Oliver Harry George Callum Rhys Alfie Gareth Imran Duncan Nigel Derek Stuart Ravi Ewan Toby Kwame",
        "Smith Jones Taylor Brown Williams Davies Evans Thomas Patel Khan Hughes Edwards Green Hall Wood Harris Clarke "
        "Jackson Turner Hill Cooper Ward Morris Bell Murphy Bailey Shaw Begum",
        *_BRITISH,
    ),
    "en_IE": _names(
        "Aoife Niamh Ciara Sinead Roisin Orla Maeve Grainne Deirdre Nora",
        "Conor Cian Sean Eoin Padraig Declan Ronan Fergus Darragh Brendan",
        "Murphy Kelly Byrne Ryan Walsh Doyle Gallagher Doherty Kennedy Lynch Quinn Nolan Brennan Duffy",
        "020 91# ####",
    ),
    "en_AU": _names(
        "Matilda Kylie Sienna Bronwyn Tahlia Imogen Lucinda Sheree Mei Anh",
        "Lachlan Jack Cooper Bruce Declan Hamish Angus Mitch Minh Shane",
        "Smith Nguyen Williams Brown Wilson Taylor Kelly White Anderson Thomson Walker Harris Ryan Robinson",
        "02 5550 ####",
        "03 5550 ####",
        "07 5550 ####",
        "08 5550 ####",
    ),
    "de_DE": _names(
        "Anna Lena Sabine Katrin Monika Ursula Heike Jana Greta Birgit Elif Renate Sophie Johanna Petra",
        "Lukas Jonas Stefan Thomas Klaus Jürgen Matthias Felix Uwe Dieter Emre Björn Moritz Sven Holger",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf "
        "Schröder Neumann Schwarz Zimmermann Krüger Yılmaz Köhler",
        "030 23125 ###",
        "069 90009 ###",
        "040 66969 ###",
        "089 99998 ###",
        "0171 39200 ##",
    ),
    "fr_FR": _names(
        "Camille Chloé Manon Élodie Sylvie Nathalie Françoise Inès Monique Amandine Fatou Hélène",
        "Lucas Hugo Julien Mathieu Thierry Gérard Antoine Karim Yves Benoît Moussa Pascal",
        "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Garcia Roux "
        "Fournier Girard Mercier Benali Traoré",
        "01 99 00 ## ##",
        "02 61 91 ## ##",
        "03 53 01 ## ##",
        "04 65 71 ## ##",
        "05 36 49 ## ##",
        "06 39 98 ## ##",
    ),
    "sv_SE": _names(
        "Elsa Maja Astrid Ingrid Linnea Karin Birgitta Ebba Saga Åsa",
        "Erik Oskar Lars Nils Anders Gustav Björn Axel Göran Emil",
        "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Lindberg Åkesson Holm",
        "08-465 004 ##",
        "031-390 06 ##",
        "040-628 04 ##",
    ),
    "es_ES": _names(
        "Lucía Carmen Marta Paula Pilar Rocío Elena Nuria Isabel Teresa",
        "Pablo Javier Alejandro Sergio Manuel Álvaro Jorge Raúl Ignacio Andrés",
        "García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Ruiz Díaz Moreno Muñoz Romero Navarro",
        *_ABROAD,
    ),
    "it_IT": _names(
        "Giulia Chiara Francesca Martina Elisa Paola Silvia Lucia Rosa Ilaria",
        "Marco Luca Matteo Andrea Giovanni Paolo Davide Salvatore Enrico Stefano",
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Fontana",
        *_ABROAD,
    ),
    "nl_NL": _names(
        "Emma Sanne Lotte Anouk Femke Marijke Ingrid Fleur Roos Wilma",
        "Daan Sem Bram Thijs Joost Pieter Henk Ruben Koen Gerrit",
        "de_Jong Jansen de_Vries van_den_Berg Bakker Visser Smit Meijer Mulder Bos Vos Hendriks Dekker Kok",
        *_ABROAD,
    ),
    "pl_PL": _names(
        "Anna Katarzyna Agnieszka Małgorzata Joanna Zofia Ewa Barbara Magdalena Iwona",
        "Piotr Krzysztof Tomasz Paweł Michał Jakub Andrzej Wojciech Marek Łukasz",
        "Nowak Wójcik Kowalczyk Woźniak Mazur Krawczyk Zając Król Wieczorek Wróbel Stępień Dudek Sikora Baran",
        *_ABROAD,
    ),
    "pt_BR": _names(
        "Ana Beatriz Juliana Camila Fernanda Larissa Patrícia Luana Sônia Vitória",
        "João Gabriel Rafael Felipe Bruno Thiago Marcelo Rodrigo Antônio Diego",
        "Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Carvalho Araújo",
        *_ABROAD,
    ),
}
