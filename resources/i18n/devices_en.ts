<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>Devices</name>
    <message>
        <source>Test slip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each line below: a number, then some of these letters, and no others:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both ends of the ruler must be there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A telephone must read every code: {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be seen to: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A printer on the network is found by its address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reader is set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is plugged in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It types like a keyboard: read a code to see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Are all letters right, and does each line hold its own?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Are both ends of the ruler there?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does a telephone read every code?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Was the paper cut?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file devices.json cannot be used. Choose printer and reader again (--devices).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the printer …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>USB printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>serial port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queue of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answers there. Is it switched on, and is the address right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not there. Is it plugged in?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several devices are alike. Choose one with its serial number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This user may not use it. On Linux the user must be in the groups lp and dialout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its queue is stopped or takes no jobs. Start it in the computer&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No printer is set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection broke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No paper: put in a new roll.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cover is open: close it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cutter is stuck: switch off, and clear it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too hot: it goes on by itself when it has cooled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer reports a fault: switch it off and on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer says that it is offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes what is sent and answers nothing; what it prints cannot be known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it answers makes no sense. On a serial line, check the speed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stopped taking what was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not say that the slip went through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printing was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper: there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper: running low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper: none left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper: unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cover: closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cover: open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cover: unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online: yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online: no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online: unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test slip was printed: the printer says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test slip was sent. Whether it was printed, only you can see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether the test slip was printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cutter: stuck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cutter: unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cutter: no fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer lacks what this way needs, or it does not run: libusb, CUPS, WinUSB or Windows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was printed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was printed: the printer answered just before, and does not now. Is another computer using it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paper {mm} mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>roll of {m} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll: about {m} m left, {n} slips since it was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always as a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as text where possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known: pictures only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print a test slip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being asked …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test slip is being printed …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slips are sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metres of a new roll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is asked as soon as you leave this field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose from the list, or write the printer&apos;s address, such as 192.0.2.7.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>types like a keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printers and reader of this kiosk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second printer, for when the first one fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the test slip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If a line shows other letters than the row above them, the model is another one: choose “always as a picture”. If an end of the ruler is missing, choose the other width of paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved. The kiosk uses it from its next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was not saved: the kiosk&apos;s folder cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was chosen before cannot be read. Choose again and save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was saved: see what stands at the printer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was saved: the second printer must be another than the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was saved: choose the reader from the list.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
